package org.fathom4j.layers.normalization;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The two passes of a layer without parameters over images. */
abstract class LocalNormalizationRuntime<C extends LocalNormalization> extends AbstractLayer<C> {

  LocalNormalizationRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** Overwrites a copy of the input with the output. */
  abstract void forward(INDArray x);

  /**
   * Overwrites a copy of dL/dy with dL/dx.
   *
   * @param x the input
   * @param epsilon dL/dy
   */
  abstract void backward(INDArray x, INDArray epsilon);

  @Override
  public final INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray y = workspaces.dup(ArrayType.ACTIVATIONS, checkedInput(), 'c');
    forward(y);
    return y;
  }

  @Override
  public final Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    // Does nothing after a forward pass of training, which has done it.
    applyDropOutIfNecessary(true, workspaces);
    INDArray dx = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon.castTo(dataType), 'c');
    backward(checkedInput(), dx);
    return new Pair<>(new DefaultGradient(), backpropDropOutIfPresent(dx));
  }

  private INDArray checkedInput() {
    if (input.rank() != 4) {
      throw new DL4JInvalidInputException(
          "Input of %s must be [batch, channels, height, width], got shape %s %s"
              .formatted(
                  layerConf().getClass().getSimpleName(),
                  Arrays.toString(input.shape()),
                  layerId()));
    }
    return input.castTo(dataType);
  }

  @Override
  public final boolean isPretrainLayer() {
    return false;
  }

  @Override
  public final void clearNoiseWeightParams() {}
}
