package org.fathom4j.compiled;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Whether networks differ by their seeds alone. */
final class Likeness {
  private Likeness() {}

  /**
   * Refuses networks that are not several of a kind.
   *
   * @throws IllegalArgumentException saying which one differs
   */
  static void require(List<MultiLayerNetwork> networks) {
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("there is no network to train");
    }
    Set<MultiLayerNetwork> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    String first = withoutSeed(networks.get(0));
    for (int i = 0; i < networks.size(); i++) {
      MultiLayerNetwork network = Objects.requireNonNull(networks.get(i), "network");
      if (!seen.add(network)) {
        throw new IllegalArgumentException(
            "network %d is there twice: each must be one of its own".formatted(i + 1));
      }
      if (!withoutSeed(network).equals(first)) {
        throw new IllegalArgumentException(
            "network %d differs from the first by more than its seed: only networks of one configuration are trained together"
                .formatted(i + 1));
      }
    }
  }

  /** The configuration as it is stored: layers need not say when they are equal. */
  private static String withoutSeed(MultiLayerNetwork network) {
    MultiLayerConfiguration copy = network.getLayerWiseConfigurations().clone();
    copy.setIterationCount(0);
    copy.setEpochCount(0);
    for (NeuralNetConfiguration layer : copy.getConfs()) {
      layer.setSeed(0);
      layer.setIterationCount(0);
      layer.setEpochCount(0);
    }
    return copy.toJson();
  }
}
