package org.fathom4j.mlflow;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** A program that trains and never closes its listener: {@code URI EXPERIMENT WAY}. */
final class TrainingProgram {
  private TrainingProgram() {}

  public static void main(String[] arguments) {
    MultiLayerNetwork network = Nets.network();
    network.setListeners(MlflowListener.to(arguments[0]).experiment(arguments[1]).build());
    network.fit(Nets.batches(), 2);
    switch (arguments[2]) {
      case "returns" -> {}
      case "exits" -> System.exit(0);
      case "breaks" -> network.fit(new BrokenBatches(3), 2);
      default -> trainForEver(network);
    }
  }

  private static void trainForEver(MultiLayerNetwork network) {
    DataSet data = Nets.data();
    while (network.getIterationCount() >= 0) {
      network.fit(data);
    }
  }
}
