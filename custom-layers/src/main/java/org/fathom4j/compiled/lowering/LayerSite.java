package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * One layer in its network.
 *
 * @param index its place, from 0
 * @param layer the running layer, with what freezes it
 * @param inner the running layer itself
 * @param reached whether gradients reach it: no FrozenLayer stands here or further on
 * @param parameters the network's flat parameters
 */
record LayerSite(int index, Layer layer, Layer inner, boolean reached, INDArray parameters) {

  /** One layer of a network. */
  static LayerSite of(int index, Layer layer, boolean reached, INDArray parameters) {
    Layer inner = layer;
    while (isFrozen(inner)) {
      inner = ((BaseWrapperLayer) inner).getUnderlying();
    }
    return new LayerSite(index, layer, inner, reached, parameters);
  }

  private static boolean isFrozen(Layer layer) {
    return layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop;
  }

  /** Its configuration; of a frozen layer the inner one. */
  org.deeplearning4j.nn.conf.layers.Layer configuration() {
    return inner.conf().getLayer();
  }

  /** Name for messages and steps: the index, and the layer's own name or its kind. */
  String name() {
    String own = configuration().getLayerName();
    boolean given = own != null && !own.equals("layer" + index);
    return index + ":" + (given ? own : configuration().getClass().getSimpleName());
  }

  /** Whether it is frozen. */
  boolean frozen() {
    return isFrozen(layer);
  }

  /** Whether its parameters learn. */
  boolean learns() {
    return reached && !frozen();
  }

  /** Whether it carries the network's loss. */
  boolean hasLoss() {
    return inner instanceof IOutputLayer;
  }

  /**
   * Whether it behaves as in inference while the network trains: frozen layers do, but for one with
   * the loss, whose dropout stays.
   */
  boolean infers() {
    return frozen() && !hasLoss();
  }

  /** The configuration as its own type. */
  <C> C as(Class<C> type) {
    return type.cast(configuration());
  }

  /** One of the layer's parameters as the layer sees it. */
  INDArray view(String key) {
    INDArray view = layer.paramTable().get(key);
    if (view == null) {
      throw new IllegalStateException("layer " + name() + " has no parameter " + key);
    }
    return view;
  }

  /** Where the layer's parameters begin in the network's flat vector. */
  long firstParameter() {
    return inner.params().offset() - parameters.offset();
  }

  /** One of the layer's parameters, where the network's flat vector has it. */
  Tensor parameter(GraphBuilder graph, String key, Shape shape) {
    INDArray view = view(key);
    if (view.length() != shape.elements()) {
      throw new IllegalStateException(
          "layer %s should have a parameter %s of %s, it has %d values"
              .formatted(name(), key, shape, view.length()));
    }
    return graph.parameter(key, shape, view.offset() - parameters.offset());
  }

  /** A parameter that the layer may do without. */
  Optional<Tensor> optionalParameter(GraphBuilder graph, String key, Shape shape) {
    return layer.paramTable().containsKey(key)
        ? Optional.of(parameter(graph, key, shape))
        : Optional.empty();
  }

  /** Applies the layer's dropout to its input, in training. */
  Tensor dropout(GraphBuilder graph, Tensor x) {
    IDropout dropout = configuration().getIDropout();
    if (!graph.training() || dropout == null) {
      return x;
    }
    return dropout.getClass() == Dropout.class
        ? drop((Dropout) dropout, graph, x)
        : new HostDropout(dropout).of(graph, x);
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
    if (configuration() instanceof BaseLayer base && base.getWeightNoise() != null) {
      return Optional.of("weight noise has no compiled form");
    }
    if (layer instanceof FrozenLayerWithBackprop && stopsInside()) {
      return Optional.of("a FrozenLayer passes nothing on, within a FrozenLayerWithBackprop too");
    }
    return inner instanceof BaseWrapperLayer
        ? Optional.of("layers within " + inner.getClass().getName() + " have no compiled form")
        : Optional.empty();
  }

  private boolean stopsInside() {
    Layer each = layer;
    while (each instanceof FrozenLayerWithBackprop wrapper) {
      each = wrapper.getInsideLayer();
    }
    return each instanceof FrozenLayer;
  }

  /** The activation of a layer that has one. */
  IActivation activation() {
    return as(BaseLayer.class).getActivationFn();
  }
}
