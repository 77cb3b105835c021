package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.fathom4j.bench.Bench;
import org.fathom4j.bench.NetResult;
import org.fathom4j.bench.PeakMemory;
import org.fathom4j.bench.PythonPeer;
import org.fathom4j.bench.Spread;
import org.jspecify.annotations.Nullable;

/**
 * The result of the benchmark as a table and as JSON.
 *
 * @param peers that stand in the table, in this order
 * @param out takes it
 */
record BenchOutput(List<String> peers, PrintWriter out) {
  private static final List<String> IN_PYTHON =
      Arrays.stream(PythonPeer.values()).map(PythonPeer::module).toList();

  /** Whom the benchmark can measure against. */
  static final List<String> PEERS =
      Stream.concat(Stream.of(Bench.STOCK, Bench.FLOAT), IN_PYTHON.stream()).toList();

  private static final List<String> SIDES =
      Stream.concat(Stream.of(Bench.FATHOM), PEERS.stream()).toList();

  private List<String> sides() {
    return Stream.concat(Stream.of(Bench.FATHOM), peers.stream()).toList();
  }

  void head() {
    line(
        List.of("", "", ""),
        side -> side.equals(Bench.FATHOM) ? "samples/s" : "",
        peer -> peer.equals(peers.get(0)) ? "fathom over" : "",
        side -> side.equals(Bench.FATHOM) ? "peak MB" : "",
        List.of("share", "compile s"));
    line(
        List.of("net", "parameters", "batch"),
        side -> side,
        peer -> peer + " (quartiles)",
        side -> side,
        List.of("", ""));
  }

  void row(NetResult result) {
    line(
        List.of(
            result.net().name(),
            String.format(Locale.ROOT, "%,d", result.net().parameters()),
            Integer.toString(result.net().batch())),
        side ->
            number(result.samplesPerSecond().get(side), Spread::median)
                + (isCompiled(result, side) ? "*" : ""),
        peer -> ratio(result.ratio().get(peer)),
        side -> number(result.memory().get(side), PeakMemory::megabytes),
        List.of(
            result
                .shareOfPeak()
                .map(share -> String.format(Locale.ROOT, "%.0f%%", 100 * share.median()))
                .orElse("-"),
            result.compileSeconds().isPresent()
                ? String.format(Locale.ROOT, "%.2f", result.compileSeconds().getAsDouble())
                : "-"));
  }

  private static boolean isCompiled(NetResult result, String side) {
    return "compile".equals(result.mode().get(side));
  }

  private void line(
      List<String> first,
      UnaryOperator<String> rate,
      UnaryOperator<String> ratio,
      UnaryOperator<String> memory,
      List<String> last) {
    StringBuilder line = new StringBuilder();
    line.append(String.format("%-11s %10s %6s", first.get(0), first.get(1), first.get(2)));
    sides().forEach(side -> line.append(String.format(" %9s", rate.apply(side))));
    peers.forEach(peer -> line.append(String.format(" %18s", ratio.apply(peer))));
    sides().forEach(side -> line.append(String.format(" %7s", memory.apply(side))));
    line.append(String.format(" %6s %9s", last.get(0), last.get(1)));
    out.println(line);
    out.flush();
  }

  void foot(List<NetResult> results) {
    peers.forEach(peer -> mean(peer, results, result -> ratioTo(result, Stream.of(peer))));
    List<String> inPython = peers.stream().filter(IN_PYTHON::contains).toList();
    if (inPython.size() > 1) {
      mean(
          "the better of " + String.join(" and ", inPython),
          results,
          result -> ratioTo(result, inPython.stream()));
    }
    out.println(
        "Rates and ratios: median over the rounds. Peak MB: largest resident size of a process that"
            + " only trains this net, fathom's after as many steps as stock's takes in twenty turns.");
    out.println(
        "Share: fathom's floating-point operations a second over those of a 2048x2048 matrix product"
            + " in the same round. Compile: after another net was compiled.");
    if (results.stream().anyMatch(result -> isCompiled(result, PythonPeer.TORCH.module()))) {
      out.println("* torch.compile was faster than eager.");
    }
  }

  /** Over the fastest of some peers, those that took part. */
  private static OptionalDouble ratioTo(NetResult result, Stream<String> peers) {
    return peers
        .map(peer -> result.ratio().get(peer))
        .filter(Objects::nonNull)
        .mapToDouble(Spread::median)
        .min();
  }

  private void mean(
      String whom, List<NetResult> results, Function<NetResult, OptionalDouble> ratio) {
    double[] ratios =
        results.stream().map(ratio).flatMapToDouble(OptionalDouble::stream).sorted().toArray();
    if (ratios.length > 1) {
      double logs = Arrays.stream(ratios).map(Math::log).average().orElseThrow();
      out.printf(
          Locale.ROOT,
          "geometric mean over %s, %d nets: %.2f, the least %.2f%n",
          whom,
          ratios.length,
          Math.exp(logs),
          ratios[0]);
    }
  }

  static String json(List<NetResult> results) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode nets = root.putArray("nets");
    for (NetResult result : results) {
      ObjectNode node = nets.addObject();
      node.put("net", result.net().name());
      node.put("parameters", result.net().parameters());
      node.put("batch", result.net().batch());
      medians(node.putObject("samplesPerSecond"), SIDES, result.samplesPerSecond());
      medians(node.putObject("ratio"), PEERS, result.ratio());
      ObjectNode quartiles = node.putObject("ratioQuartiles");
      for (String peer : PEERS) {
        Spread spread = result.ratio().get(peer);
        if (spread == null) {
          quartiles.putNull(peer);
        } else {
          quartiles.putArray(peer).add(spread.lower()).add(spread.upper());
        }
      }
      memory(node, result);
      node.put("shareOfPeak", result.shareOfPeak().map(Spread::median).orElse(null));
      result.compileSeconds().ifPresent(taken -> node.put("compileSeconds", taken));
      ObjectNode modes = node.putObject("mode");
      result.mode().forEach(modes::put);
    }
    return root.toString();
  }

  private static void memory(ObjectNode node, NetResult result) {
    ObjectNode sizes = node.putObject("peakMb");
    ObjectNode steps = node.putObject("peakSteps");
    for (String side : SIDES) {
      PeakMemory peak = result.memory().get(side);
      sizes.put(side, peak == null ? null : (Double) peak.megabytes());
      steps.put(side, peak == null ? null : (Integer) peak.steps());
    }
  }

  private static void medians(ObjectNode node, List<String> names, Map<String, Spread> spreads) {
    for (String name : names) {
      Spread spread = spreads.get(name);
      node.put(name, spread == null ? null : (Double) spread.median());
    }
  }

  private static String ratio(@Nullable Spread spread) {
    return spread == null
        ? "-"
        : String.format(
            Locale.ROOT, "%.2f (%.2f-%.2f)", spread.median(), spread.lower(), spread.upper());
  }

  private static <T> String number(@Nullable T value, Function<T, Double> read) {
    return value == null ? "-" : String.format(Locale.ROOT, "%,.0f", read.apply(value));
  }
}
