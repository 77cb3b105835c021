package org.fathom4j.layers.convolution;

import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.jspecify.annotations.Nullable;

/**
 * A sliding window along one axis of an image.
 *
 * @param kernel values that it takes
 * @param stride cells from one of its places to the next
 * @param dilation cells from one of its values to the next, 1 where none is left out
 * @param padding cells of zeros on both sides of the image; of no account in mode Same, which
 *     chooses them
 */
public record WindowAxis(int kernel, int stride, int dilation, int padding) {

  /** Of a layer's settings, which are of its height and of its width. */
  public static WindowAxis of(int axis, int[] kernel, int[] stride, int[] dilation, int[] padding) {
    return new WindowAxis(kernel[axis], stride[axis], dilation[axis], padding[axis]);
  }

  /** Cells from its first value to its last. */
  public long reach() {
    return (kernel - 1L) * dilation + 1;
  }

  /** Cells of padding that mode Same adds for ceil(size / stride) places; may be below 0. */
  public long samePadding(long size) {
    long places = (size + stride - 1) / stride;
    return (places - 1) * stride + reach() - size;
  }

  /**
   * Why the window has no place on an image of this size, or nothing where it has; native kernels
   * would read beyond the image.
   */
  public Optional<String> misfit(@Nullable ConvolutionMode mode, long size) {
    if (mode == ConvolutionMode.Same) {
      // One cell is left out at the end, as DL4J does, but none at the start.
      long missing = -1 - samePadding(size);
      return missing <= 0
          ? Optional.empty()
          : Optional.of(
              "in mode Same a window over %d cells must reach over at least %d with stride %d, got %d"
                  .formatted(size, reach() + missing, stride, reach()));
    }
    long rest = size + 2L * padding - reach();
    if (rest < 0) {
      return Optional.of(
          "a window must fit into the image, got one that reaches over %d cells and an image of %d with its padding"
              .formatted(reach(), size + 2L * padding));
    }
    return mode != ConvolutionMode.Strict || rest % stride == 0
        ? Optional.empty()
        : Optional.of(
            "in mode Strict image + 2 padding - window must be a multiple of the stride %d, got %d + 2 * %d - %d = %d"
                .formatted(stride, size, padding, reach(), rest));
  }
}
