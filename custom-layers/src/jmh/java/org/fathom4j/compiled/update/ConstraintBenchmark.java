package org.fathom4j.compiled.update;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.host.HostArrays;
import org.fathom4j.compiled.model.LayerList;
import org.nd4j.linalg.activations.Activation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A limit on the norms of 1,231,200 weights, as here and as Deeplearning4j holds them to it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConstraintBenchmark {
  private static final int UNITS = 240;
  private static final int PIECES = 5;

  private final MultiLayerNetwork network =
      new MultiLayerNetwork(
          new NeuralNetConfiguration.Builder()
              .constrainWeights(new MaxNormConstraint(1.9365, 0))
              .list()
              .layer(new Maxout.Builder().nOut(UNITS).pieces(PIECES).build())
              .layer(new Maxout.Builder().nOut(UNITS).pieces(PIECES).build())
              .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
              .setInputType(InputType.feedForward(784))
              .build());
  private Backend backend;
  private SharedVectors vectors;
  private Constraints constraints;

  @Setup
  public void prepare() {
    network.init();
    network.initGradientsView();
    backend = KernelLibrary.chosen().open();
    vectors =
        new SharedVectors(
            backend,
            HostArrays.floats(network.params()),
            HostArrays.floats(network.getFlattenedGradients()));
    constraints = new Constraints(new LayerList(network), vectors);
  }

  @TearDown
  public void close() {
    constraints.close();
    vectors.close();
    backend.close();
  }

  @Benchmark
  public void here() {
    constraints.apply(Batch.at(1, 0));
  }

  @Benchmark
  public void deeplearning4j() {
    network.applyConstraints(1, 0);
  }
}
