package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.fathom4j.bench.Bench;
import org.fathom4j.bench.NetResult;
import org.fathom4j.bench.PeakMemory;
import org.fathom4j.bench.Spread;
import org.jspecify.annotations.Nullable;

/** The result of the benchmark as a table and as JSON. */
final class BenchOutput {
  private static final String ROW = "%-11s %10s %6s %9s %9s %9s %18s %18s %19s %6s %9s%n";
  private static final List<String> SIDES = List.of(Bench.FATHOM, Bench.STOCK, Bench.TORCH);
  private static final List<String> PEERS = List.of(Bench.STOCK, Bench.TORCH);

  private BenchOutput() {}

  static void head(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        ROW,
        "",
        "",
        "",
        "samples/s",
        "",
        "",
        "fathom over",
        "",
        "peak MB",
        "share",
        "compile s");
    out.printf(
        Locale.ROOT,
        ROW,
        "net",
        "parameters",
        "batch",
        "fathom",
        "stock",
        "torch",
        "stock (quartiles)",
        "torch (quartiles)",
        "fathom stock torch",
        "",
        "");
    out.flush();
  }

  static void row(NetResult result, PrintWriter out) {
    Function<String, String> rate =
        side -> number(result.samplesPerSecond().get(side), Spread::median);
    Function<String, String> ratio = peer -> ratio(result.ratio().get(peer));
    Function<String, String> memory =
        side -> number(result.memory().get(side), PeakMemory::megabytes);
    out.printf(
        Locale.ROOT,
        ROW,
        result.net().name(),
        String.format(Locale.ROOT, "%,d", result.net().parameters()),
        result.net().batch(),
        rate.apply(Bench.FATHOM),
        rate.apply(Bench.STOCK),
        rate.apply(Bench.TORCH) + (result.torchMode().equals("compile") ? "*" : ""),
        ratio.apply(Bench.STOCK),
        ratio.apply(Bench.TORCH),
        String.format(
            Locale.ROOT,
            "%6s %5s %5s",
            memory.apply(Bench.FATHOM),
            memory.apply(Bench.STOCK),
            memory.apply(Bench.TORCH)),
        result
            .shareOfPeak()
            .map(share -> String.format(Locale.ROOT, "%.0f%%", 100 * share.median()))
            .orElse("-"),
        result.compileSeconds().isPresent()
            ? String.format(Locale.ROOT, "%.2f", result.compileSeconds().getAsDouble())
            : "-");
    out.flush();
  }

  static void foot(List<NetResult> results, PrintWriter out) {
    for (String peer : PEERS) {
      double[] ratios =
          results.stream()
              .map(result -> result.ratio().get(peer))
              .filter(Objects::nonNull)
              .mapToDouble(Spread::median)
              .toArray();
      if (ratios.length > 1) {
        double logs = 0;
        for (double ratio : ratios) {
          logs += Math.log(ratio);
        }
        out.printf(
            Locale.ROOT,
            "geometric mean over %s, %d nets: %.2f%n",
            peer,
            ratios.length,
            Math.exp(logs / ratios.length));
      }
    }
    out.println(
        "Rates and ratios: median over the rounds. Peak MB: largest resident size of a process that"
            + " only trains this net, fathom's after as many steps as stock's takes in twenty turns.");
    out.println(
        "Share: fathom's floating-point operations a second over those of a 2048x2048 matrix product"
            + " in the same round. Compile: after another net was compiled.");
    if (results.stream().anyMatch(result -> result.torchMode().equals("compile"))) {
      out.println("* torch.compile was faster than eager.");
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
      node.put("torchMode", result.torchMode().isEmpty() ? null : result.torchMode());
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
