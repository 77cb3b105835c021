package org.fathom4j.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fathom4j.compiled.NotCompilableException;
import org.fathom4j.compiled.backend.Precision;
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

  /** The compiled step with products of single precision. */
  public static final String FLOAT = "float";

  private static final String PRODUCT = "product";
  private static final int TURNS_FOR_MEMORY = 20;

  private final Precision precision;
  private final boolean stock;
  private final boolean single;
  private final List<PythonPeer> peers;
  private final int rounds;
  private final double seconds;
  private final Consumer<String> log;

  /**
   * A benchmark.
   *
   * @param precision of the compiled step's products
   * @param peers whom to measure against: stock, float, torch, jax
   * @param rounds turns of each side
   * @param seconds that a turn is to take, at least one step
   * @param log takes lines of progress
   */
  public Bench(
      Precision precision, Set<String> peers, int rounds, double seconds, Consumer<String> log) {
    this.precision = precision;
    this.single = peers.contains(FLOAT);
    this.stock = peers.contains(STOCK);
    this.rounds = rounds;
    this.seconds = seconds;
    this.log = log;
    this.peers =
        peers.stream()
            .flatMap(name -> PythonPeer.named(name).stream())
            .filter(this::isThere)
            .toList();
  }

  private boolean isThere(PythonPeer peer) {
    boolean there = peer.present();
    if (!there) {
      log.accept(peer.module() + ": " + Python.missing(peer.module(), peer.module()));
    }
    return there;
  }

  /** Measures one network. */
  public NetResult measure(BenchNet net) {
    Map<String, PeakMemory> memory = peakMemory(net);
    List<Twin> twins = new ArrayList<>();
    try {
      List<TwinSide> modes = new ArrayList<>();
      for (PythonPeer peer : peers) {
        twin(peer, net)
            .ifPresent(
                twin -> {
                  twins.add(twin);
                  peer.modes(net, Twin.onCard())
                      .forEach(mode -> modes.add(new TwinSide(peer, twin, mode)));
                });
      }
      return measure(net, modes, memory);
    } finally {
      twins.forEach(Twin::close);
    }
  }

  /** A peer's form of a network; one that cannot be had is named and left out. */
  private Optional<Twin> twin(PythonPeer peer, BenchNet net) {
    Twin twin;
    try {
      twin = Twin.start(peer, net);
    } catch (ExperimentException reason) {
      log.accept("%s: without %s".formatted(net.name(), reason.getMessage()));
      return Optional.empty();
    }
    if (twin.parameters() != net.parameters()) {
      twin.close();
      throw new ExperimentException(
          "%s: the network of %s has %d parameters".formatted(net.name(), peer, twin.parameters()));
    }
    return Optional.of(twin);
  }

  private NetResult measure(BenchNet net, List<TwinSide> modes, Map<String, PeakMemory> memory) {
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
    boolean hasStock = hasStock(net);
    PeakMemory.within(TURNS_FOR_MEMORY * seconds, net, hasStock ? STOCK : precision.name())
        .ifPresent(peak -> memory.put(hasStock ? STOCK : FATHOM, peak));
    PeakMemory stock = memory.get(STOCK);
    if (stock != null) {
      PeakMemory.after(stock.steps(), net, precision.name())
          .ifPresent(peak -> memory.put(FATHOM, peak));
    }
    return memory;
  }

  private boolean hasStock(BenchNet net) {
    return stock && net.stock();
  }

  /**
   * Builds and warms up the sides; one that cannot take part is named and left out.
   *
   * @return seconds that compiling takes
   */
  private OptionalDouble prepare(BenchNet net, List<TwinSide> modes, Turns turns) {
    OptionalDouble compileSeconds = OptionalDouble.empty();
    try {
      compileSeconds = OptionalDouble.of(Dl4jSides.compileSeconds(net, precision));
      turns.add(FATHOM, Dl4jSides.fathom(net, precision));
      if (single) {
        turns.add(FLOAT, Dl4jSides.fathom(net, Precision.FLOAT));
      }
    } catch (NotCompilableException reason) {
      log.accept(net.name() + ": " + reason.getMessage());
    }
    if (hasStock(net)) {
      turns.add(STOCK, Dl4jSides.stock(net));
    }
    for (TwinSide mode : modes) {
      try {
        turns.add(mode.name(), mode);
      } catch (ExperimentException reason) {
        log.accept(net.name() + ": without mode " + mode.mode() + " of " + reason.getMessage());
      }
    }
    return compileSeconds;
  }

  private NetResult result(
      BenchNet net,
      List<TwinSide> modes,
      Turns turns,
      Map<String, PeakMemory> memory,
      OptionalDouble compileSeconds) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, String> fastest = new LinkedHashMap<>();
    Stream.of(FATHOM, STOCK, FLOAT).filter(turns::has).forEach(side -> names.put(side, side));
    for (PythonPeer peer : peers) {
      modes.stream()
          .filter(mode -> mode.peer() == peer && turns.has(mode.name()))
          .max(Comparator.comparingDouble(mode -> Spread.of(turns.rates(mode.name())).median()))
          .ifPresent(
              mode -> {
                names.put(peer.module(), mode.name());
                fastest.put(peer.module(), mode.mode());
                memory.put(peer.module(), mode.peak());
              });
    }
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
    return new NetResult(net, rates, ratios, memory, share, compileSeconds, fastest);
  }
}
