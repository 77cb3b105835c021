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

  /** Multiplications and additions of one example's forward pass, roughly. */
  public long operations() {
    return layers.stream().mapToLong(LayerShape::operations).sum();
  }

  /** A new network, weights drawn from the configuration's seed. */
  public MultiLayerNetwork build() {
    // A network counts its steps within its configuration: each has one of its own.
    MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
    network.init();
    return network;
  }

  /**
   * One layer as it stands in the network.
   *
   * @param type its name in the file
   * @param output shape of what comes out, such as {@code 16x16x32} or {@code 256}
   * @param parameters its trainable numbers
   * @param operations multiplications and additions for one example, roughly
   */
  public record LayerShape(String type, String output, long parameters, long operations) {}
}
