package org.fathom4j.training;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.CompiledNetwork;
import org.fathom4j.compiled.backend.Precision;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The compiled step. */
public final class CompiledEngine implements Engine {
  private final CompiledNetwork compiled;

  /** One of single precision. */
  public CompiledEngine(MultiLayerNetwork network) {
    this(network, Precision.FLOAT);
  }

  /**
   * Compiles a network.
   *
   * @param precision of its products
   * @throws org.fathom4j.compiled.NotCompilableException naming each layer that cannot be, and why
   */
  public CompiledEngine(MultiLayerNetwork network, Precision precision) {
    this.compiled = CompiledNetwork.compile(network, precision);
  }

  @Override
  public String name() {
    return "compiled/" + compiled.engine();
  }

  @Override
  public double step(INDArray features, INDArray labels) {
    return compiled.fit(features, labels);
  }

  @Override
  public INDArray output(INDArray features) {
    return compiled.output(features);
  }

  @Override
  public void epochEnded() {
    compiled.sync();
    compiled.network().incrementEpochCount();
  }

  @Override
  public void close() {
    compiled.close();
  }
}
