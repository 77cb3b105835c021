package org.fathom4j.network;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.fathom4j.config.Options;

/**
 * One kind of layer that an experiment file can name: the extension point for layers.
 * Implementations listed in {@code META-INF/services/org.fathom4j.network.LayerType} are found
 * beside the built-in ones.
 */
public interface LayerType {
  /** The name in the file, such as {@code convolution}. */
  String name();

  /** What it computes, in one line with its formula. */
  String formula();

  /** The options it reads, for {@code ./fathom layers}. */
  List<Option> options();

  /**
   * Reads the options and makes the layer's configuration. Mistakes go to {@link Options#problem}
   * or are found by its reading methods; whatever is returned then is never used.
   *
   * @param options the layer's mapping; unknown keys are reported by the caller
   * @param context what the layer may depend on
   */
  Layer read(Options options, LayerContext context);

  /**
   * One option.
   *
   * @param name its key
   * @param meaning what it sets, with range and default
   */
  record Option(String name, String meaning) {}
}
