package org.fathom4j.layers.convolution;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.fathom4j.layers.LayerRules;
import org.jspecify.annotations.Nullable;

/** Sizes of sliding windows, as options give them. */
final class Windows {
  private Windows() {}

  /** Height and width from one number (square) or two. */
  static int[] pair(int[] sizes) {
    return sizes.length == 1 ? new int[] {sizes[0], sizes[0]} : sizes.clone();
  }

  /** Refuses padding of one's own in mode Same, which pads by itself. */
  static void checkPadding(LayerRules rules, @Nullable ConvolutionMode mode, int[] padding) {
    rules.pairAtLeast("padding", 0, padding);
    if (mode == ConvolutionMode.Same && (padding[0] != 0 || padding[1] != 0)) {
      throw rules.broken("padding must be 0 in mode Same, got " + Arrays.toString(padding));
    }
  }
}
