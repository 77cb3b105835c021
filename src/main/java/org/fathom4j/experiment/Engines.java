package org.fathom4j.experiment;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.TrainingSpec;
import org.fathom4j.training.Dl4jEngine;
import org.fathom4j.training.Engine;

/** Chooses what trains a network. */
final class Engines {
  private Engines() {}

  /** The engine that the training section asks for. */
  static Engine of(MultiLayerNetwork network, TrainingSpec.Engine wanted, Console console) {
    return new Dl4jEngine(network);
  }
}
