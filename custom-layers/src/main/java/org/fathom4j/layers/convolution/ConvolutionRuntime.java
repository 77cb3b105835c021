package org.fathom4j.layers.convolution;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.fathom4j.layers.WeightedRuntime;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The two passes of {@link Convolution}. */
class ConvolutionRuntime<C extends AbstractConvolution> extends WeightedRuntime<C> {

  ConvolutionRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  protected INDArray affine(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray x = checkedInput();
    INDArray weights = getParamWithNoise(WEIGHT_KEY, training, workspaces);
    ConvolutionOps ops = new ConvolutionOps(layerConf());
    long[] shape = ops.outputShape(x, weights.size(0));
    INDArray z = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    ops.forward(x, weights, bias(training, workspaces), z);
    return z;
  }

  @Override
  protected INDArray affineBackward(
      INDArray delta, Gradient gradient, LayerWorkspaceMgr workspaces) {
    INDArray x = input.castTo(dataType);
    INDArray weights = getParamWithNoise(WEIGHT_KEY, true, workspaces);
    INDArray bias = bias(true, workspaces);
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
    INDArray dW = gradientView(WEIGHT_KEY);
    ConvolutionOps ops = new ConvolutionOps(layerConf());
    if (bias == null) {
      ops.backward(new INDArray[] {x, weights}, delta, dx, dW);
    } else {
      INDArray db = gradientView(BIAS_KEY);
      ops.backward(new INDArray[] {x, weights, bias}, delta, dx, dW, db);
      gradient.setGradientFor(BIAS_KEY, db);
    }
    gradient.setGradientFor(WEIGHT_KEY, dW, 'c');
    return dx;
  }

  private @Nullable INDArray bias(boolean training, LayerWorkspaceMgr workspaces) {
    return hasBias() ? getParamWithNoise(BIAS_KEY, training, workspaces) : null;
  }

  final INDArray checkedInput() {
    CNN2DFormat format = layerConf().getCnn2dDataFormat();
    long channels = layerConf().getNIn();
    if (input.rank() != 4 || input.size(format == CNN2DFormat.NCHW ? 1 : 3) != channels) {
      throw new DL4JInvalidInputException(
          "Input of %s must be %s with %d channels, got shape %s %s"
              .formatted(
                  layerConf().getClass().getSimpleName(),
                  format.dimensionNames(),
                  channels,
                  Arrays.toString(input.shape()),
                  layerId()));
    }
    requireFit(format == CNN2DFormat.NCHW ? 2 : 1);
    return input.castTo(dataType);
  }

  /** Before native code sees the sizes; without an input type nobody has checked them. */
  private void requireFit(int heightAxis) {
    Windows.misfit(layerConf(), input.size(heightAxis), input.size(heightAxis + 1))
        .ifPresent(
            why -> {
              throw new DL4JInvalidInputException(
                  "%s: %s, input shape %s %s"
                      .formatted(
                          layerConf().getClass().getSimpleName(),
                          why,
                          Arrays.toString(input.shape()),
                          layerId()));
            });
  }

  @Override
  public boolean hasBias() {
    return layerConf().hasBias();
  }

  @Override
  public Type type() {
    return Type.CONVOLUTIONAL;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      @Nullable INDArray mask, MaskState state, int batch) {
    if (mask == null) {
      return super.feedForwardMaskArray(null, state, batch);
    }
    INDArray reduced =
        ConvolutionUtils.cnn2dMaskReduction(
            mask,
            layerConf().getKernelSize(),
            layerConf().getStride(),
            layerConf().getPadding(),
            layerConf().getDilation(),
            layerConf().getConvolutionMode());
    return super.feedForwardMaskArray(reduced, state, batch);
  }
}
