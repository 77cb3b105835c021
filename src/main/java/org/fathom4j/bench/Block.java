package org.fathom4j.bench;

import java.util.List;

/** A layer of a {@link BenchNet} before the softmax, in terms that every side knows. */
public sealed interface Block {

  /**
   * Convolution of stride 1 that keeps the picture's size.
   *
   * @param channels feature maps
   * @param kernel height and width of the window, odd
   * @param pieces 1: followed by ReLU; more: maxout over so many pieces of each channel
   */
  record Convolution(int channels, int kernel, int pieces) implements Block {}

  /** Batch normalization. */
  record Normalization() implements Block {}

  /** Maximum over windows of 2x2, stride 2. */
  record MaxPooling() implements Block {}

  /**
   * Fully connected layer.
   *
   * @param units outputs
   * @param pieces 1: followed by ReLU; more: maxout over so many pieces of each unit
   * @param dropout share of its inputs set to 0
   */
  record Dense(int units, int pieces, double dropout) implements Block {}

  /**
   * Two convolutions of 3x3 with batch normalization, around them the input, brought to size by a
   * convolution of 1x1 with batch normalization where it has another; their sum is followed by
   * ReLU. None of the convolutions has a bias. He, Zhang, Ren and Sun (2016), figure 2.
   *
   * @param channels feature maps
   * @param stride 1, or 2 to halve the picture
   */
  record Residual(int channels, int stride) implements Block {
    /** Whether the input has another size than the output. */
    boolean resizes(long inputs) {
      return stride > 1 || inputs != channels;
    }
  }

  /**
   * A way down and up again beside the input: maximum over windows of 2x2, the blocks within, every
   * pixel repeated 2x2, and the input's channels in front of those. Ronneberger, Fischer and Brox
   * (2015), figure 1, with plain upsampling.
   *
   * @param within the blocks at half the size
   */
  record Detour(List<Block> within) implements Block {
    /** Copies the blocks. */
    public Detour {
      within = List.copyOf(within);
    }
  }

  /**
   * Long short-term memory along a sequence.
   *
   * @param units outputs
   * @param last whether it hands on the last step alone
   */
  record Memory(int units, boolean last) implements Block {}

  /** The mean of each channel. */
  record MeanOfAll() implements Block {}
}
