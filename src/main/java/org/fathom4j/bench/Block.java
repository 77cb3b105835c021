package org.fathom4j.bench;

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
}
