package org.fathom4j.bench;

import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.CompiledGraph;
import org.fathom4j.compiled.CompiledNetwork;
import org.fathom4j.compiled.backend.Precision;
import org.nd4j.linalg.dataset.DataSet;

/** The two sides that run in this process. */
final class Dl4jSides {
  private Dl4jSides() {}

  /**
   * The compiled step.
   *
   * @param precision of its products
   * @throws org.fathom4j.compiled.NotCompilableException naming each layer that has no compiled
   *     form
   */
  static Side fathom(BenchNet net, Precision precision) {
    if (net.isGraph()) {
      CompiledGraph compiled = CompiledGraph.compile(GraphForm.network(net), precision);
      return new Training(net, compiled::fit, compiled::close);
    }
    CompiledNetwork compiled = CompiledNetwork.compile(Dl4jForm.network(net), precision);
    return new Training(net, compiled::fit, compiled::close);
  }

  /**
   * Seconds that compiling a network takes in a process that has compiled before: what it takes to
   * the end of the first step, less a later step.
   */
  static double compileSeconds(BenchNet net, Precision precision) {
    untilFirstStep(BenchNets.all().get(0), precision);
    return untilFirstStep(net, precision);
  }

  private static double untilFirstStep(BenchNet net, Precision precision) {
    long start = System.nanoTime();
    try (Side compiled = fathom(net, precision)) {
      compiled.train(1);
      long compiledAt = System.nanoTime();
      compiled.train(1);
      long step = System.nanoTime() - compiledAt;
      return Math.max(0, compiledAt - start - step) / 1e9;
    }
  }

  /** DL4J's own fit; for networks whose layers DL4J has. */
  static Side stock(BenchNet net) {
    if (net.isGraph()) {
      ComputationGraph graph = GraphForm.network(net);
      return new Training(net, graph::fit, graph::close);
    }
    MultiLayerNetwork network = Dl4jForm.network(net);
    return new Training(net, network::fit, network::close);
  }

  private static final class Training implements Side {
    private final DataSet batch;
    private final Consumer<DataSet> step;
    private final Runnable end;

    Training(BenchNet net, Consumer<DataSet> step, Runnable end) {
      this.batch = Dl4jForm.batch(net);
      this.step = step;
      this.end = end;
    }

    @Override
    public double train(int steps) {
      long start = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        step.accept(batch);
      }
      return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() {
      end.run();
    }
  }
}
