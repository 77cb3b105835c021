package org.fathom4j.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fathom4j.compiled.NotCompilableException;
import org.fathom4j.problem.ExperimentException;

/**
 * Times the training step of a network on every side. After a warm-up the sides take turns, round
 * by round, so that whatever else slows the machine slows all of them; what is told is the median
 * over the rounds and its quartiles. Features and labels lie in memory and never change.
 */
public final class Bench {
  /** The compiled step. */
  public static final String FATHOM = "fathom";

  /** DL4J's own fit. */
  public static final String STOCK = "stock";

  /** PyTorch, the better of its two modes. */
  public static final String TORCH = "torch";

  private static final String PRODUCT = "product";
  private static final int TURNS_FOR_MEMORY = 20;
  private static final List<String> MODES = List.of("eager", "compile");

  private final Set<String> peers;
  private final int rounds;
  private final double seconds;
  private final Consumer<String> log;

  /**
   * A benchmark.
   *
   * @param peers whom to measure against: stock, torch
   * @param rounds turns of each side
   * @param seconds that a turn is to take, at least one step
   * @param log takes lines of progress
   */
  public Bench(Set<String> peers, int rounds, double seconds, Consumer<String> log) {
    boolean torch = peers.contains(TORCH) && TorchTwin.present();
    if (peers.contains(TORCH) && !torch) {
      log.accept("torch: " + Python.missing("torch", "torch"));
    }
    this.peers =
        peers.stream()
            .filter(peer -> torch || !peer.equals(TORCH))
            .collect(Collectors.toUnmodifiableSet());
    this.rounds = rounds;
    this.seconds = seconds;
    this.log = log;
  }

  /** Measures one network. */
  public NetResult measure(BenchNet net) {
    Map<String, PeakMemory> memory = peakMemory(net);
    if (!peers.contains(TORCH)) {
      return measure(net, List.of(), memory);
    }
    try (TorchTwin twin = TorchTwin.start(net)) {
      if (twin.parameters() != net.parameters()) {
        throw new ExperimentException(
            net.name() + ": PyTorch's network has " + twin.parameters() + " parameters");
      }
      List<TorchSide> modes = MODES.stream().map(mode -> new TorchSide(twin, mode)).toList();
      return measure(net, modes, memory);
    }
  }

  private NetResult measure(BenchNet net, List<TorchSide> modes, Map<String, PeakMemory> memory) {
    try (Turns turns = new Turns(seconds)) {
      OptionalDouble compileSeconds = prepare(net, modes, turns);
      turns.add(PRODUCT, new MatrixProduct());
      for (int round = 0; round < rounds; round++) {
        turns.round();
      }
      return result(net, modes, turns, memory, compileSeconds);
    }
  }

  /** After as many steps as DL4J, or in its absence the compiled step, takes in some turns. */
  private Map<String, PeakMemory> peakMemory(BenchNet net) {
    Map<String, PeakMemory> memory = new LinkedHashMap<>();
    String first = hasStock(net) ? STOCK : FATHOM;
    PeakMemory.within(TURNS_FOR_MEMORY * seconds, net, first)
        .ifPresent(peak -> memory.put(first, peak));
    PeakMemory stock = memory.get(STOCK);
    if (stock != null) {
      PeakMemory.after(stock.steps(), net, FATHOM).ifPresent(peak -> memory.put(FATHOM, peak));
    }
    return memory;
  }

  private boolean hasStock(BenchNet net) {
    return peers.contains(STOCK) && net.stock();
  }

  /**
   * Builds and warms up the sides; one that cannot take part is named and left out.
   *
   * @return seconds that compiling takes
   */
  private OptionalDouble prepare(BenchNet net, List<TorchSide> modes, Turns turns) {
    OptionalDouble compileSeconds = OptionalDouble.empty();
    try {
      compileSeconds = OptionalDouble.of(Dl4jSides.compileSeconds(net));
      turns.add(FATHOM, Dl4jSides.fathom(net));
    } catch (NotCompilableException reason) {
      log.accept(net.name() + ": " + reason.getMessage());
    }
    if (hasStock(net)) {
      turns.add(STOCK, Dl4jSides.stock(net));
    }
    for (TorchSide mode : modes) {
      try {
        turns.add(mode.mode(), mode);
      } catch (ExperimentException reason) {
        log.accept(net.name() + ": without mode " + mode.mode() + " of " + reason.getMessage());
      }
    }
    return compileSeconds;
  }

  private NetResult result(
      BenchNet net,
      List<TorchSide> modes,
      Turns turns,
      Map<String, PeakMemory> memory,
      OptionalDouble compileSeconds) {
    Map<String, String> names = new LinkedHashMap<>();
    Stream.of(FATHOM, STOCK).filter(turns::has).forEach(side -> names.put(side, side));
    Optional<TorchSide> torch =
        modes.stream()
            .filter(mode -> turns.has(mode.mode()))
            .max(Comparator.comparingDouble(mode -> Spread.of(turns.rates(mode.mode())).median()));
    torch.ifPresent(
        mode -> {
          names.put(TORCH, mode.mode());
          memory.put(TORCH, mode.peak());
        });
    Map<String, Spread> rates = new LinkedHashMap<>();
    Map<String, Spread> ratios = new LinkedHashMap<>();
    names.forEach(
        (side, name) -> {
          rates.put(side, Spread.of(turns.rates(name)).times(net.batch()));
          if (turns.has(FATHOM) && !side.equals(FATHOM)) {
            ratios.put(side, Spread.ofRatio(turns.rates(FATHOM), turns.rates(name)));
          }
        });
    Optional<Spread> share =
        Optional.of(FATHOM)
            .filter(turns::has)
            .map(side -> Spread.ofRatio(turns.rates(side), turns.rates(PRODUCT)))
            .map(ratio -> ratio.times(net.operationsPerStep() / MatrixProduct.OPERATIONS));
    return new NetResult(
        net, rates, ratios, memory, share, compileSeconds, torch.map(TorchSide::mode).orElse(""));
  }
}
