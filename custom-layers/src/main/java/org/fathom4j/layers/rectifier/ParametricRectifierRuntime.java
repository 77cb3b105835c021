package org.fathom4j.layers.rectifier;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The two passes of {@link ParametricRectifier}, over its input seen as [batch, slopes, values that
 * share one].
 */
final class ParametricRectifierRuntime extends BaseLayer<ParametricRectifier> {

  ParametricRectifierRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray x = checkedInput();
    INDArray y = workspaces.dup(ArrayType.ACTIVATIONS, x, 'c');
    INDArray bySlope = bySlope(y);
    INDArray negative = negativePart(bySlope);
    Transforms.relu(bySlope, false);
    bySlope.addi(negative.muli(slopes()));
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    // Does nothing after a forward pass of training, which has done it.
    applyDropOutIfNecessary(true, workspaces);
    INDArray x = bySlope(checkedInput());
    INDArray eps = bySlope(epsilon.castTo(dataType));
    INDArray slopeGradient = gradientViews.get(SlopeParameters.SLOPES);
    negativePart(x).muli(eps).sum(slopeGradient, 0, 2);

    INDArray dx = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon.castTo(dataType), 'c');
    // dy/dx is 1 above 0 and a below: a + (1 - a) [x > 0].
    INDArray slopes = slopes();
    bySlope(dx).muli(Transforms.step(x, true).muli(slopes.rsub(1)).addi(slopes));

    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(SlopeParameters.SLOPES, slopeGradient);
    return new Pair<>(gradient, backpropDropOutIfPresent(dx));
  }

  private INDArray checkedInput() {
    long perExample = layerConf().getNIn() * layerConf().getCells();
    // A sequence has as many values per feature as steps.
    long values = input.rank() == 3 ? input.size(1) : input.length() / input.size(0);
    if (input.rank() == 1 || values != perExample) {
      throw new DL4JInvalidInputException(
          "Input of ParametricRectifier must have %d values per example (per step in a sequence), got shape %s %s"
              .formatted(perExample, Arrays.toString(input.shape()), layerId()));
    }
    return input.castTo(dataType);
  }

  private INDArray bySlope(INDArray array) {
    long batch = array.size(0);
    long count = layerConf().slopeCount();
    return array.reshape('c', batch, count, array.length() / batch / count);
  }

  private static INDArray negativePart(INDArray x) {
    return Transforms.min(x, 0.0, true);
  }

  private INDArray slopes() {
    return getParam(SlopeParameters.SLOPES).reshape(1, layerConf().slopeCount(), 1);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
