package org.fathom4j.layers.dense;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.fathom4j.layers.WeightedRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The two passes of {@link Dense}. */
class DenseRuntime<C extends FeedForwardLayer> extends WeightedRuntime<C> {
  private final boolean hasBias;

  DenseRuntime(NeuralNetConfiguration conf, DataType dataType, boolean hasBias) {
    super(conf, dataType);
    this.hasBias = hasBias;
  }

  @Override
  protected INDArray affine(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray weights = getParamWithNoise(DenseParameters.W, training, workspaces);
    INDArray x = checkedInput(weights.size(0));
    INDArray z =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {x.size(0), weights.size(1)}, 'f');
    x.mmuli(weights, z);
    return hasBias
        ? z.addiRowVector(getParamWithNoise(DenseParameters.B, training, workspaces))
        : z;
  }

  @Override
  protected INDArray affineBackward(
      INDArray delta, Gradient gradient, LayerWorkspaceMgr workspaces) {
    INDArray dW = gradientView(DenseParameters.W);
    Nd4j.gemm(input.castTo(dataType), delta, dW, true, false, 1.0, 0.0);
    gradient.setGradientFor(DenseParameters.W, dW);
    if (hasBias) {
      INDArray db = gradientView(DenseParameters.B);
      delta.sum(db, 0);
      gradient.setGradientFor(DenseParameters.B, db);
    }
    INDArray weights = getParamWithNoise(DenseParameters.W, true, workspaces);
    INDArray transposed =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, new long[] {weights.size(0), delta.size(0)}, 'f');
    return weights.mmuli(delta.transpose(), transposed).transpose();
  }

  private INDArray checkedInput(long nIn) {
    if (input.rank() != 2 || input.size(1) != nIn) {
      throw new DL4JInvalidInputException(
          "Input of %s must be [batch, %d], got shape %s %s"
              .formatted(
                  layerConf().getClass().getSimpleName(),
                  nIn,
                  Arrays.toString(input.shape()),
                  layerId()));
    }
    return input.castTo(dataType);
  }

  @Override
  protected INDArray masked(INDArray array) {
    return maskArray == null ? array : array.muliColumnVector(maskArray.castTo(array.dataType()));
  }

  @Override
  public boolean hasBias() {
    return hasBias;
  }
}
