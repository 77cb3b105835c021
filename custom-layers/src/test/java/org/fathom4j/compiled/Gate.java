package org.fathom4j.compiled;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer of somebody else's, {@code y = x f(x W + b)}, element by element: f lets x through. */
class Gate extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;

  Gate(Builder builder) {
    super(builder);
  }

  @Override
  public ParamInitializer initializer() {
    return DefaultParamInitializer.getInstance();
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    super.setNIn(input, override);
    nOut = nIn;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    Running layer = new Running(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    return layer;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    throw new UnsupportedOperationException("not asked for");
  }

  /** Builds a {@link Gate}. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  static final class Builder extends FeedForwardLayer.Builder<Builder> {
    @Override
    public Gate build() {
      return new Gate(this);
    }
  }

  /** Its two passes. */
  private static final class Running extends BaseLayer<Gate> {
    private static final long serialVersionUID = 1L;

    Running(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
    }

    private INDArray gate(INDArray z, boolean training) {
      return layerConf().getActivationFn().getActivation(z.dup(), training);
    }

    private INDArray z() {
      return input.mmul(getParam("W")).addiRowVector(getParam("b"));
    }

    private INDArray view(String parameter) {
      return Objects.requireNonNull(gradientViews.get(parameter));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      applyDropOutIfNecessary(training, workspaces);
      return workspaces.leverageTo(ArrayType.ACTIVATIONS, gate(z(), training).muli(input));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray dy, LayerWorkspaceMgr workspaces) {
      INDArray z = z();
      INDArray through = gate(z, true).muli(dy);
      INDArray dz = layerConf().getActivationFn().backprop(z, input.mul(dy)).getFirst();
      Gradient gradient = new DefaultGradient();
      gradient.setGradientFor("W", view("W").assign(input.transpose().mmul(dz)));
      gradient.setGradientFor("b", view("b").assign(dz.sum(true, 0)));
      INDArray dx = through.addi(dz.mmul(getParam("W").transpose()));
      dx = workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, dx);
      return new Pair<>(gradient, backpropDropOutIfPresent(dx));
    }

    @Override
    public boolean isPretrainLayer() {
      return false;
    }
  }
}
