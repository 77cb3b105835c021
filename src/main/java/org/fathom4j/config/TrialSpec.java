package org.fathom4j.config;

import java.util.List;

/**
 * What one trial does, its parameters filled in.
 *
 * @param data the data set and its split
 * @param network the layers, first to last, repeats unrolled
 * @param training how it is trained
 */
public record TrialSpec(DataSpec data, List<LayerSpec> network, TrainingSpec training) {
  /** Copies the layers. */
  public TrialSpec {
    network = List.copyOf(network);
  }
}
