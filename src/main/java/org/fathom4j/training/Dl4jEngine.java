package org.fathom4j.training;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's own fit. */
public final class Dl4jEngine implements Engine {
  private final MultiLayerNetwork network;

  /** Trains this network as DL4J does. */
  public Dl4jEngine(MultiLayerNetwork network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public double step(INDArray features, INDArray labels) {
    network.fit(features, labels);
    return network.score();
  }

  @Override
  public INDArray output(INDArray features) {
    return network.output(features);
  }

  @Override
  public void epochEnded() {
    network.incrementEpochCount();
  }

  @Override
  public void close() {
    // The network is the caller's.
  }
}
