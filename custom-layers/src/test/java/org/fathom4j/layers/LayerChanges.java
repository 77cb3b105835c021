package org.fathom4j.layers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/** What users put on a layer besides its own options. */
final class LayerChanges {
  private static final double RETAIN = 0.6;

  private LayerChanges() {}

  static Layer dropped(Layer layer) {
    layer.setIDropout(new Dropout(RETAIN));
    return layer;
  }

  static Layer noisy(Layer layer) {
    dropped(layer);
    if (layer instanceof BaseLayer weighted) {
      weighted.setWeightNoise(new DropConnect(RETAIN));
    }
    return layer;
  }

  /**
   * Noise that is added: DL4J's gradient passes any weight noise by, which is exact for a sum
   * alone.
   */
  static Layer shifted(Layer layer) {
    dropped(layer);
    if (layer instanceof BaseLayer weighted) {
      weighted.setWeightNoise(new WeightNoise(new NormalDistribution(0, 0.1), true, true));
    }
    return layer;
  }

  static Layer regularized(Layer layer) {
    noisy(layer);
    if (layer instanceof BaseLayer weighted) {
      weighted.setRegularization(
          new ArrayList<>(List.of(new L1Regularization(0.01), new L2Regularization(0.02))));
      MaxNormConstraint constraint = new MaxNormConstraint(0.5, 0);
      constraint.setParams(new HashSet<>(layer.initializer().weightKeys(layer)));
      weighted.setConstraints(List.of(constraint));
    }
    return layer;
  }
}
