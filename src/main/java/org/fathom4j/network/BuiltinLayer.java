package org.fathom4j.network;

import java.util.List;
import java.util.function.BiFunction;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.fathom4j.config.Options;

/**
 * A built-in kind of layer.
 *
 * @param name its name in the file
 * @param formula what it computes
 * @param options what it reads
 * @param reader makes the layer
 */
record BuiltinLayer(
    String name,
    String formula,
    List<Option> options,
    BiFunction<Options, LayerContext, Layer> reader)
    implements LayerType {
  @Override
  public Layer read(Options from, LayerContext context) {
    return reader.apply(from, context);
  }
}
