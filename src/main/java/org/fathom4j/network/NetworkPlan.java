package org.fathom4j.network;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network that can be built.
 *
 * @param configuration DL4J's configuration of it
 * @param layers its layers, with shapes and sizes
 */
public record NetworkPlan(MultiLayerConfiguration configuration, List<LayerShape> layers) {
  /** Copies the layers. */
  public NetworkPlan {
    layers = List.copyOf(layers);
  }

  /** Trainable numbers of the whole network. */
  public long parameters() {
    return layers.stream().mapToLong(LayerShape::parameters).sum();
  }

  /** Numbers that all layers together put out for one example. */
  public long outputs() {
    return layers.stream().mapToLong(LayerShape::elements).sum();
  }

  /** Multiplications and additions of one example's forward pass, roughly. */
  public long operations() {
    return layers.stream().mapToLong(LayerShape::operations).sum();
  }

  /** A new network, weights drawn from the configuration's seed. */
  public MultiLayerNetwork build() {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  /**
   * One layer as it stands in the network.
   *
   * @param type its name in the file
   * @param output shape of what comes out, such as {@code 16x16x32} or {@code 256}
   * @param elements numbers that come out for one example
   * @param parameters its trainable numbers
   * @param operations multiplications and additions for one example, roughly
   */
  public record LayerShape(
      String type, String output, long elements, long parameters, long operations) {}
}
