package org.fathom4j.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.fathom4j.config.Options;
import org.fathom4j.network.LayerType.Option;

/** Options that several layers share. */
final class CommonOptions {
  static final Option ACTIVATION =
      new Option("activation", "an activation by name; relu where not said");
  static final Option DROPOUT =
      new Option("dropout", "share of the layer's inputs set to 0 in training, 0 to 1; 0");
  static final Option KERNEL =
      new Option("kernel", "height and width of the window: one number or [height, width]; 5");
  static final Option STRIDE = new Option("stride", "step of the window; 1");
  static final Option PADDING =
      new Option("padding", "same (keep the size at stride 1) or valid (no padding); same");

  private CommonOptions() {}

  static ConvolutionMode mode(Options options) {
    return options.choice("padding", List.of("same", "valid"), "same").equals("same")
        ? ConvolutionMode.Same
        : ConvolutionMode.Truncate;
  }

  static Layer withDropout(BaseLayer layer, Options options) {
    double rate = options.number("dropout", 0, 0.999, 0);
    if (rate > 0) {
      layer.setIDropout(new Dropout(1 - rate));
    }
    return layer;
  }
}
