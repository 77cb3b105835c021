package org.fathom4j.compiled.update;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.host.HostArrays;
import org.fathom4j.compiled.model.LayerList;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The update of 1,049,600 parameters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UpdateBenchmark {
  private static final Map<String, IUpdater> UPDATERS =
      Map.of(
          "sgd", new Sgd(1e-6),
          "nesterovs", new Nesterovs(1e-6, 0.9),
          "adam", new Adam(1e-6),
          "rmsprop", new RmsProp(1e-6),
          "adagrad", new AdaGrad(1e-6));
  private static final int SIZE = 1024;

  @Param({"sgd", "nesterovs", "adam", "rmsprop", "adagrad"})
  public String updater = "";

  private Backend backend;
  private SharedVectors vectors;
  private UpdateStep update;
  private Batch batch;

  @Setup
  public void prepare() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(UPDATERS.get(updater))
                .list()
                .layer(new OutputLayer.Builder().nOut(SIZE).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.feedForward(SIZE))
                .build());
    network.init();
    network.initGradientsView();
    network.getFlattenedGradients().assign(1e-3);
    backend = KernelLibrary.chosen().open();
    vectors =
        new SharedVectors(
            backend,
            HostArrays.floats(network.params()),
            HostArrays.floats(network.getFlattenedGradients()));
    update = new UpdateStep(new LayerList(network), vectors);
    batch = new Batch(List.of(Floats.zeros(Shape.of(1, SIZE))), List.of(), 0, 0);
  }

  @TearDown
  public void close() {
    update.close();
    vectors.close();
    backend.close();
  }

  @Benchmark
  public void step() {
    update.apply(1, batch);
  }
}
