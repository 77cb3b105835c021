package org.fathom4j.compiled.form;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;

/**
 * How layers of one's own become operations, of which gradients follow. A service, which {@link
 * java.util.ServiceLoader} finds where the layer's class is loaded from. Layers that the compiler
 * knows itself are not asked about, nor layers with a loss.
 */
public interface LayerForm {

  /** The class of the configurations that it is of; subclasses are other layers. */
  Class<? extends Layer> layer();

  /** Why a layer cannot be compiled as configured, or nothing where it can. */
  default Optional<String> obstacle(Layer configuration) {
    return Optional.empty();
  }

  /**
   * Adds the layer's forward operations.
   *
   * @param layer the layer in its network
   * @param x its input, {@code [batch, features]} or {@code [batch, channels, height, width]}
   * @param graph takes the operations; tells whether they are of training
   * @return its output, of the sizes that the configuration says
   */
  Tensor lower(FormedLayer layer, Tensor x, GraphBuilder graph);
}
