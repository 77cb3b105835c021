package org.fathom4j.layers.normalization;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weighted mean of the cells around each cell, over all channels; the weights of the window's
 * cells inside the image are scaled to sum 1.
 */
final class LocalMean {
  private final INDArray window;
  private final INDArray inside;

  private LocalMean(INDArray window, INDArray inside) {
    this.window = window;
    this.inside = inside;
  }

  /**
   * The mean over images like {@code x}.
   *
   * @param weights of the window's cells in rows, symmetric; their scale does not matter
   */
  static LocalMean over(INDArray x, double[][] weights) {
    INDArray window =
        Nd4j.createFromArray(weights)
            .castTo(x.dataType())
            .reshape('c', 1, 1, weights.length, weights.length);
    INDArray ones = Nd4j.ones(x.dataType(), 1, 1, x.size(2), x.size(3));
    return new LocalMean(window, correlate(ones, window));
  }

  /** Means [batch, 1, height, width] of {@code x} [batch, channels, height, width]. */
  INDArray of(INDArray x) {
    return correlate(x.mean(true, 1), window).divi(inside);
  }

  /**
   * The gradient with respect to every channel of x, [batch, 1, height, width], from that with
   * respect to the means.
   *
   * @param channels of x
   */
  INDArray backward(INDArray gradient, long channels) {
    // The window is symmetric: its correlation is its own adjoint.
    return correlate(gradient.div(inside), window).divi(channels);
  }

  private static INDArray correlate(INDArray x, INDArray window) {
    DataType type = x.dataType();
    INDArray y = Nd4j.createUninitialized(type, x.shape(), 'c');
    int size = (int) window.size(2);
    int[] sameSizeNchwOiyx = {size, size, 1, 1, 0, 0, 1, 1, 1, 0, 1};
    Nd4j.exec(
        DynamicCustomOp.builder("conv2d")
            .addInputs(x, window)
            .addOutputs(y)
            .addIntegerArguments(sameSizeNchwOiyx)
            .build());
    return y;
  }
}
