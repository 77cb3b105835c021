package org.fathom4j.layers.convolution;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.fathom4j.layers.LayerRules;
import org.jspecify.annotations.Nullable;

/** Sizes of sliding windows, as options give them. */
final class Windows {
  private Windows() {}

  /** Height and width from one number (square) or two. */
  static int[] pair(int[] sizes) {
    return sizes.length == 1 ? new int[] {sizes[0], sizes[0]} : sizes.clone();
  }

  /** Why the window of a convolution does not fit on images of this size, if so. */
  static Optional<String> misfit(ConvolutionLayer layer, long height, long width) {
    ConvolutionMode mode = layer.getConvolutionMode();
    return axis(layer, 0)
        .misfit(mode, height)
        .map("height: "::concat)
        .or(() -> axis(layer, 1).misfit(mode, width).map("width: "::concat));
  }

  private static WindowAxis axis(ConvolutionLayer layer, int i) {
    return WindowAxis.of(
        i, layer.getKernelSize(), layer.getStride(), layer.getDilation(), layer.getPadding());
  }

  /** Refuses padding of one's own in mode Same, which pads by itself. */
  static void checkPadding(LayerRules rules, @Nullable ConvolutionMode mode, int[] padding) {
    rules.pairAtLeast("padding", 0, padding);
    if (mode == ConvolutionMode.Same && (padding[0] != 0 || padding[1] != 0)) {
      throw rules.broken("padding must be 0 in mode Same, got " + Arrays.toString(padding));
    }
  }
}
