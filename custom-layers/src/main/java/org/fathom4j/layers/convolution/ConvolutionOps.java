package org.fathom4j.layers.convolution;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.util.ConvolutionUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The native convolution kernels with the options of one layer.
 *
 * <p>M2.1's oneDNN build refuses dilated convolutions of floats. A dilated kernel is the same as a
 * larger one with zeros between its weights, so that is what runs.
 */
final class ConvolutionOps {
  /** Weights are [outC, inC, kH, kW]. */
  private static final int WEIGHTS_OIYX = 1;

  private final ConvolutionLayer layer;

  ConvolutionOps(ConvolutionLayer layer) {
    this.layer = layer;
  }

  /** Shape of the output for {@code filters} filters over {@code x}. */
  long[] outputShape(INDArray x, long filters) {
    CNN2DFormat format = layer.getCnn2dDataFormat();
    int[] size =
        ConvolutionUtils.getOutputSize(
            x,
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getConvolutionMode(),
            layer.getDilation(),
            format);
    return format == CNN2DFormat.NCHW
        ? new long[] {x.size(0), filters, size[0], size[1]}
        : new long[] {x.size(0), size[0], size[1], filters};
  }

  /** z = W * x + b, written into {@code z}. */
  void forward(INDArray x, INDArray weights, @Nullable INDArray bias, INDArray z) {
    INDArray kernel = dilated() ? spread(weights) : weights;
    run("conv2d", kernel, inputs(x, kernel, bias), z);
  }

  /**
   * The gradients of {@link #forward}.
   *
   * @param inputs x, W and, where there is one, b
   * @param delta dL/dz
   * @param gradients where dL/dx, dL/dW and dL/db go, in that order
   */
  void backward(INDArray[] inputs, INDArray delta, INDArray... gradients) {
    INDArray weights = inputs[1];
    INDArray dW = gradients[1];
    INDArray kernel = dilated() ? spread(weights) : weights;
    INDArray[] all =
        inputs.length == 3
            ? new INDArray[] {inputs[0], kernel, inputs[2], delta}
            : new INDArray[] {inputs[0], kernel, delta};
    INDArray[] outputs = gradients.clone();
    outputs[1] = dilated() ? kernel.like() : dW;
    run("conv2d_bp", kernel, all, outputs);
    if (dilated()) {
      copy(weightsWithin(outputs[1]), dW);
    }
  }

  private void run(String name, INDArray kernel, INDArray[] inputs, INDArray... outputs) {
    int[] s = layer.getStride();
    int[] p = layer.getPadding();
    int nhwc = layer.getCnn2dDataFormat() == CNN2DFormat.NCHW ? 0 : 1;
    int[] arguments = {
      (int) kernel.size(2),
      (int) kernel.size(3),
      s[0],
      s[1],
      p[0],
      p[1],
      1,
      1,
      same() ? 1 : 0,
      nhwc,
      WEIGHTS_OIYX
    };
    Nd4j.exec(
        DynamicCustomOp.builder(name)
            .addInputs(inputs)
            .addOutputs(outputs)
            .addIntegerArguments(arguments)
            .build());
  }

  private static INDArray[] inputs(INDArray x, INDArray kernel, @Nullable INDArray bias) {
    return bias == null ? new INDArray[] {x, kernel} : new INDArray[] {x, kernel, bias};
  }

  /** A kernel without dilation that does what {@code weights} do with it. */
  private INDArray spread(INDArray weights) {
    int[] d = layer.getDilation();
    long height = (weights.size(2) - 1) * d[0] + 1;
    long width = (weights.size(3) - 1) * d[1] + 1;
    INDArray kernel =
        Nd4j.create(weights.dataType(), weights.size(0), weights.size(1), height, width);
    copy(weights, weightsWithin(kernel));
    return kernel;
  }

  /** Copies between equal shapes; assign does not compare them and would write beyond the array. */
  private static void copy(INDArray from, INDArray to) {
    if (!from.equalShapes(to)) {
      throw new IllegalStateException(
          "%s and %s should be one shape"
              .formatted(Arrays.toString(from.shape()), Arrays.toString(to.shape())));
    }
    to.assign(from);
  }

  /** The places of the weights in a kernel without dilation. */
  private INDArray weightsWithin(INDArray kernel) {
    int[] d = layer.getDilation();
    return kernel.get(
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        every(d[0], kernel.size(2)),
        every(d[1], kernel.size(3)));
  }

  private static INDArrayIndex every(int step, long size) {
    return size == 1 ? NDArrayIndex.all() : NDArrayIndex.interval(0, step, size);
  }

  private boolean dilated() {
    return layer.getDilation()[0] > 1 || layer.getDilation()[1] > 1;
  }

  private boolean same() {
    return layer.getConvolutionMode() == ConvolutionMode.Same;
  }
}
