package org.fathom4j.compiled.form;

import java.util.Optional;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.nd4j.linalg.activations.IActivation;

/** A layer in its network, as a {@link LayerForm} sees it. */
public interface FormedLayer {

  /** Its name in messages. */
  String name();

  /** Its configuration; of a frozen layer that of the layer within. */
  <C> C as(Class<C> type);

  /**
   * One of its parameters, to be read by one operation. Its elements lie as the layer's initializer
   * laid them, and are looked at row-major: what is kept by columns, as a dense layer's {@code
   * [inputs, outputs]}, is {@code [outputs, inputs]} here.
   */
  Tensor parameter(GraphBuilder graph, String key, Shape shape);

  /** The same for a parameter that the layer may do without. */
  Optional<Tensor> optionalParameter(GraphBuilder graph, String key, Shape shape);

  /** Its dropout, applied in training. */
  Tensor dropout(GraphBuilder graph, Tensor x);

  /** What an activation function makes of z. */
  Tensor activated(IActivation function, GraphBuilder graph, Tensor z);
}
