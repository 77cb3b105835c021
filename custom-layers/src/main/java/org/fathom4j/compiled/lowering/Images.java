package org.fathom4j.compiled.lowering;

import org.fathom4j.compiled.graph.Tensor;

/** The check that an input is images. */
final class Images {
  private Images() {}

  /** Checks {@code [n, channels, height, width]} with this many channels. */
  static void require(LayerSite site, Tensor x, long channels) {
    require(site, x);
    requireChannels(site, x, channels);
  }

  /** Checks the second size. */
  static void requireChannels(LayerSite site, Tensor x, long channels) {
    if (x.shape().size(1) != channels) {
      throw new IllegalArgumentException(
          "layer %s takes %d channels, got %d (its input is %s)"
              .formatted(site.name(), channels, x.shape().size(1), site.layout().shape(x.shape())));
    }
  }

  /** Checks {@code [n, channels, height, width]}. */
  static void require(LayerSite site, Tensor x) {
    if (x.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "layer %s takes images %s, got an input of %s"
              .formatted(site.name(), site.layout().dimensions(), x.shape()));
    }
  }
}
