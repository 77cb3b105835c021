package org.fathom4j.bench;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.CompiledNetworks;
import org.fathom4j.compiled.backend.Precision;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Times networks that differ by their seeds and are trained together, beside one of them: on one
 * thread, in turns with the others, and behind them on all threads, whose waiting would take the
 * processors from those that come next.
 *
 * @param seeds how many networks
 * @param rounds turns of each side
 * @param seconds that a turn is to take
 */
public record SeedsBench(int seeds, int rounds, double seconds) {
  private static final String ONE = "one";
  private static final String TOGETHER = "together";

  /**
   * What a network came to.
   *
   * @param onOneThread seconds of a step of one
   * @param onAllThreads the same
   * @param together seconds of a step of each
   * @param toOneThread how many times as long as one on one thread
   * @param toAllThreads how many times as long as one on all threads
   */
  public record Result(
      BenchNet net,
      Spread onOneThread,
      Spread onAllThreads,
      Spread together,
      Spread toOneThread,
      Spread toAllThreads) {}

  /** Measures one network. */
  public Result measure(BenchNet net) {
    double[] one;
    double[] together;
    try (Turns turns = new Turns(seconds)) {
      turns.add(ONE, new Pass(net, 1));
      turns.add(TOGETHER, new Pass(net, seeds));
      one = rates(turns, ONE);
      together = turns.rates(TOGETHER);
    }
    double[] all;
    try (Turns turns = new Turns(seconds)) {
      turns.add(ONE, Dl4jSides.fathom(net, Precision.FLOAT));
      all = rates(turns, ONE);
    }
    return new Result(
        net,
        inverse(one),
        inverse(all),
        inverse(together),
        Spread.ofRatio(one, together),
        Spread.ofRatio(all, together));
  }

  private double[] rates(Turns turns, String side) {
    for (int round = 0; round < rounds; round++) {
      turns.round();
    }
    return turns.rates(side);
  }

  private static Spread inverse(double[] rates) {
    double[] seconds = rates.clone();
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = 1 / seconds[i];
    }
    return Spread.of(seconds);
  }

  /** Passes over batches; a step is one of each network. */
  private static final class Pass implements Side {
    private final CompiledNetworks networks;
    private final DataSet batch;

    Pass(BenchNet net, int seeds) {
      List<MultiLayerNetwork> all =
          IntStream.range(0, seeds).mapToObj(seed -> Dl4jForm.network(net, seed)).toList();
      this.networks = CompiledNetworks.together(all);
      this.batch = Dl4jForm.batch(net);
    }

    @Override
    public double train(int steps) {
      List<DataSet> batches = Collections.nCopies(steps, batch);
      long start = System.nanoTime();
      networks.fit(new ExistingDataSetIterator(batches));
      return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() {
      networks.close();
    }
  }
}
