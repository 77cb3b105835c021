package org.fathom4j.layers;

import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One configuration of a layer that the contract is checked for. Keep it small: its gradient is
 * checked parameter by parameter.
 *
 * @param name what is special about it
 * @param layer builds the configuration anew
 * @param input the layer's input, feed-forward or images
 * @param stock builds DL4J's own layer that must agree, null where there is none
 * @param labels labels for a batch size where the layer is an output layer, null where it is not
 */
public record LayerCase(
    String name,
    Supplier<? extends Layer> layer,
    InputType input,
    @Nullable Supplier<? extends Layer> stock,
    @Nullable Function<Integer, INDArray> labels) {

  /** A hidden layer that has no peer in DL4J. */
  public static LayerCase of(String name, InputType input, Supplier<? extends Layer> layer) {
    return new LayerCase(name, layer, input, null, null);
  }

  /** The same case, whose layer must give what DL4J's {@code stock} gives. */
  public LayerCase like(Supplier<? extends Layer> stock) {
    return new LayerCase(name, layer, input, stock, labels);
  }

  /** The same case for an output layer with these labels. */
  public LayerCase labelled(Function<Integer, INDArray> labels) {
    return new LayerCase(name, layer, input, stock, labels);
  }

  @Override
  public String toString() {
    return name;
  }
}
