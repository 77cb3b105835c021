package org.fathom4j.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * The layers that come with Fathom4j, its own and DL4J's, by their names in the experiment file.
 */
final class BuiltinLayers {
  private BuiltinLayers() {}

  static List<LayerType> all() {
    return Stream.of(
            ConvolutionTypes.all(), DenseTypes.all(), NormalizationTypes.all(), OutputTypes.all())
        .flatMap(List::stream)
        .toList();
  }
}
