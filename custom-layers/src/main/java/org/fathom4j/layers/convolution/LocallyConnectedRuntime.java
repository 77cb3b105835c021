package org.fathom4j.layers.convolution;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.convolution.Convolution;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The two passes of {@link LocallyConnected}: one matrix product per output position, between the
 * patches [batch, features] that all examples have there and the position's weights [features,
 * nOut].
 */
final class LocallyConnectedRuntime extends ConvolutionRuntime<LocallyConnected> {
  // From patches in memory order [outH, outW, batch, nIn, kH, kW] to what im2col wants, and back.
  private static final int[] TO_COLUMNS = {2, 3, 4, 5, 0, 1};

  LocallyConnectedRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  protected INDArray affine(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray x = checkedInput();
    requireSize(x);
    INDArray weights = getParamWithNoise(WEIGHT_KEY, training, workspaces);
    INDArray byPosition = Nd4j.matmul(patches(x), weights);
    var out = layerConf().outputImage();
    long[] shape = {x.size(0), out.getChannels(), out.getHeight(), out.getWidth()};
    INDArray z = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    z.reshape('c', shape[0], shape[1], shape[2] * shape[3]).assign(byPosition.permute(1, 2, 0));
    if (hasBias()) {
      INDArray bias = getParamWithNoise(BIAS_KEY, training, workspaces);
      z.reshape('c', shape[0], bias.length()).addiRowVector(bias.reshape(bias.length()));
    }
    return z;
  }

  /** There are weights for images of one size only. */
  private void requireSize(INDArray x) {
    LocallyConnected layer = layerConf();
    if (x.size(2) != layer.getInputHeight() || x.size(3) != layer.getInputWidth()) {
      throw new DL4JInvalidInputException(
          "Input of LocallyConnected must be images of [%d, %d], got shape %s %s"
              .formatted(
                  layer.getInputHeight(),
                  layer.getInputWidth(),
                  Arrays.toString(x.shape()),
                  layerId()));
    }
  }

  @Override
  protected INDArray affineBackward(
      INDArray delta, Gradient gradient, LayerWorkspaceMgr workspaces) {
    INDArray x = input.castTo(dataType);
    if (hasBias()) {
      INDArray db = gradientView(BIAS_KEY);
      delta.sum(db, 0);
      gradient.setGradientFor(BIAS_KEY, db, 'c');
    }
    INDArray patches = patches(x);
    long batch = x.size(0);
    INDArray byPosition =
        delta.reshape('c', batch, delta.size(1), patches.size(0)).permute(2, 0, 1).dup('c');
    INDArray dW = gradientView(WEIGHT_KEY);
    dW.assign(Nd4j.matmul(patches, byPosition, true, false, false));
    gradient.setGradientFor(WEIGHT_KEY, dW, 'c');

    INDArray weights = getParamWithNoise(WEIGHT_KEY, true, workspaces);
    INDArray dPatches = Nd4j.matmul(byPosition, weights, false, true, false);
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
    INDArray columns = dPatches.reshape('c', columnsShape(batch)).permute(TO_COLUMNS);
    int[] s = layerConf().getStride();
    int[] pad = padding();
    Convolution.col2im(
        columns, dx, s[0], s[1], pad[0], pad[1], (int) x.size(2), (int) x.size(3), 1, 1);
    return dx;
  }

  /** The patches under the window as [positions, batch, features]. */
  private INDArray patches(INDArray x) {
    long[] shape = columnsShape(x.size(0));
    INDArray patches = Nd4j.createUninitialized(dataType, shape, 'c');
    int[] k = layerConf().getKernelSize();
    int[] s = layerConf().getStride();
    int[] pad = padding();
    INDArray columns = patches.permute(TO_COLUMNS);
    Convolution.im2col(x, k[0], k[1], s[0], s[1], pad[0], pad[1], 1, 1, same(), columns);
    return patches.reshape('c', shape[0] * shape[1], shape[2], shape[3] * shape[4] * shape[5]);
  }

  private long[] columnsShape(long batch) {
    var out = layerConf().outputImage();
    int[] k = layerConf().getKernelSize();
    return new long[] {out.getHeight(), out.getWidth(), batch, layerConf().getNIn(), k[0], k[1]};
  }

  private int[] padding() {
    LocallyConnected layer = layerConf();
    if (!same()) {
      return layer.getPadding();
    }
    var out = layer.outputImage();
    return ConvolutionUtils.getSameModeTopLeftPadding(
        new int[] {Math.toIntExact(out.getHeight()), Math.toIntExact(out.getWidth())},
        new int[] {layer.getInputHeight(), layer.getInputWidth()},
        layer.getKernelSize(),
        layer.getStride(),
        layer.getDilation());
  }

  private boolean same() {
    return layerConf().getConvolutionMode() == ConvolutionMode.Same;
  }
}
