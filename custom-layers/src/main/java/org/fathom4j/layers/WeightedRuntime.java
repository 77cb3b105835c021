package org.fathom4j.layers;

import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The two passes of a layer that is an affine map with weights followed by a nonlinearity: {@code y
 * = f(W x + b)}.
 *
 * <p>The training forward pass keeps z = W x + b for the backward pass (DL4J's own layers compute
 * it twice).
 *
 * @param <C> the layer's configuration
 */
public abstract class WeightedRuntime<C extends FeedForwardLayer> extends BaseLayer<C> {
  private @Nullable INDArray keptZ;

  /** The runtime of {@code conf}, computing in {@code dataType}. */
  protected WeightedRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** z = W x + b of the current input, as a new array. */
  protected abstract INDArray affine(boolean training, LayerWorkspaceMgr workspaces);

  /**
   * From dL/dz to dL/dx; writes dL/dW and dL/db into the gradient views and adds them to {@code
   * gradient}.
   *
   * @return dL/dx
   */
  protected abstract INDArray affineBackward(
      INDArray delta, Gradient gradient, LayerWorkspaceMgr workspaces);

  /** y = f(z); may overwrite z where {@code training} is false. */
  protected INDArray nonlinearity(INDArray z, boolean training, LayerWorkspaceMgr workspaces) {
    var activation = layerConf().getActivationFn();
    // Activations work in place; identity leaves z as it is, so it needs no copy.
    boolean copy = training && !(activation instanceof ActivationIdentity);
    return activation.getActivation(
        copy ? workspaces.dup(ArrayType.ACTIVATIONS, z, z.ordering()) : z, training);
  }

  /** From dL/dy to dL/dz; may overwrite both. */
  protected INDArray nonlinearityBackward(INDArray z, INDArray epsilon) {
    return layerConf().getActivationFn().backprop(z, epsilon).getFirst();
  }

  /** Where the gradient of {@code parameter} goes. */
  protected final INDArray gradientView(String parameter) {
    return Objects.requireNonNull(gradientViews.get(parameter), parameter);
  }

  /** {@code array} with masked examples set to zero, where the layer is one that masks. */
  protected INDArray masked(INDArray array) {
    return array;
  }

  @Override
  public final INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray z = masked(affine(training, workspaces));
    keptZ = training ? z : null;
    return masked(nonlinearity(z, training, workspaces));
  }

  @Override
  public final Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray z = keptZ;
    keptZ = null;
    if (z == null) {
      applyDropOutIfNecessary(true, workspaces);
      z = masked(affine(true, workspaces));
    }
    INDArray delta = masked(nonlinearityBackward(z, epsilon.castTo(dataType)));
    Gradient gradient = new DefaultGradient();
    INDArray epsilonNext = affineBackward(delta, gradient, workspaces);
    weightNoiseParams.clear();
    return new Pair<>(gradient, backpropDropOutIfPresent(epsilonNext));
  }

  @Override
  public void clear() {
    super.clear();
    keptZ = null;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
