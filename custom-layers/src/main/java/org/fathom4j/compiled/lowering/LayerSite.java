package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.layers.recurrent.LastTimeStepLayer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.fathom4j.compiled.form.FormedLayer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.model.Freezing;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * One layer in its network.
 *
 * @param index its place, from 0
 * @param name for messages and steps
 * @param layer the running layer
 * @param configuration its configuration; of a frozen layer the inner one
 * @param parameters the network's flat parameters
 * @param trained whether a step moves its parameters and statistics
 * @param layout how images lie in the network's arrays
 */
record LayerSite(
    int index,
    String name,
    Layer layer,
    org.deeplearning4j.nn.conf.layers.Layer configuration,
    INDArray parameters,
    boolean trained,
    ImageLayout layout)
    implements FormedLayer {

  /** The same layer, whose rule sees values as the network has them. */
  LayerSite seenAsIs() {
    return new LayerSite(
        index, name, layer, configuration, parameters, trained, ImageLayout.CHANNELS_FIRST);
  }

  /** The same place, for a layer within this one; its masks of dropout are its own. */
  LayerSite within(org.deeplearning4j.nn.conf.layers.Layer inner, int number) {
    int own = index + number * 1_000_003; // no network has so many layers
    return new LayerSite(own, name, layer, inner, parameters, trained, layout);
  }

  /** Whether it has a loss, to which its activation belongs; frozen or not. */
  boolean hasLoss() {
    return inner() instanceof IOutputLayer;
  }

  /** Whether it gives what its layer makes of the last step of a sequence alone. */
  boolean takesLastStep() {
    return inner() instanceof LastTimeStepLayer;
  }

  private Layer inner() {
    return Freezing.inner(layer);
  }

  /**
   * Whether it behaves as in inference. A frozen layer does, unless it has the loss: Deeplearning4j
   * asks the inner layer for that, as in training, dropout included.
   */
  boolean inferring() {
    return Freezing.isFrozen(layer) && !hasLoss();
  }

  @Override
  public <C> C as(Class<C> type) {
    return type.cast(configuration);
  }

  /** One of the layer's parameters as the layer sees it. */
  INDArray view(String key) {
    INDArray view = layer.paramTable().get(key);
    if (view == null) {
      throw new IllegalStateException("layer " + name() + " has no parameter " + key);
    }
    return view;
  }

  /** One of the layer's parameters, where the network's flat vector has it. */
  @Override
  public Tensor parameter(GraphBuilder graph, String key, Shape shape) {
    INDArray view = view(key);
    if (view.length() != shape.elements()) {
      throw new IllegalStateException(
          "layer %s should have a parameter %s of %s, it has %d values"
              .formatted(name(), key, shape, view.length()));
    }
    return graph.parameter(key, shape, view.offset() - parameters.offset());
  }

  /** So many of the values of a parameter, from the first on that is told. */
  Tensor part(GraphBuilder graph, String key, Shape shape, long first) {
    return graph.parameter(key + first, shape, view(key).offset() - parameters.offset() + first);
  }

  @Override
  public Optional<Tensor> optionalParameter(GraphBuilder graph, String key, Shape shape) {
    return layer.paramTable().containsKey(key)
        ? Optional.of(parameter(graph, key, shape))
        : Optional.empty();
  }

  @Override
  public Tensor activated(IActivation function, GraphBuilder graph, Tensor z) {
    return Activations.apply(function, graph, z, layout);
  }

  @Override
  public Tensor dropout(GraphBuilder graph, Tensor x) {
    IDropout dropout = configuration.getIDropout();
    if (!graph.training() || dropout == null) {
      return x;
    }
    return dropout.getClass() == Dropout.class
        ? drop((Dropout) dropout, graph, x)
        : layout.between(graph, x, own -> new HostDropout(dropout).of(graph, own));
  }

  private Tensor drop(Dropout dropout, GraphBuilder graph, Tensor x) {
    long seed = layer.conf().getSeed() * 31 + index;
    ISchedule schedule = dropout.getPSchedule();
    double keep = dropout.getP();
    if (schedule != null) {
      return new org.fathom4j.compiled.graph.Dropout(schedule::valueAt, seed).of(graph, x);
    }
    return keep == 1
        ? x
        : new org.fathom4j.compiled.graph.Dropout((iteration, epoch) -> keep, seed).of(graph, x);
  }

  /** What any layer can be configured with and no rule knows. */
  Optional<String> commonObstacle() {
    if (configuration instanceof BaseLayer base && base.getWeightNoise() != null) {
      return Optional.of("weight noise has no compiled form");
    }
    if (Freezing.swallowsGradients(layer)) {
      return Optional.of("a FrozenLayer hands nothing on, within a FrozenLayerWithBackprop either");
    }
    boolean known =
        takesLastStep()
            && (configuration instanceof BaseRecurrentLayer
                || configuration instanceof Bidirectional);
    return inner() instanceof BaseWrapperLayer && !known
        ? Optional.of("layers within " + inner().getClass().getName() + " have no compiled form")
        : Optional.empty();
  }

  /** The activation of a layer that has one. */
  IActivation activation() {
    return as(BaseLayer.class).getActivationFn();
  }
}
