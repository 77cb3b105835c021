package org.fathom4j.network;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

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

  /** Whether the outputs for the classes of an example are above 0 and add up to 1. */
  public boolean givesProbabilities() {
    Layer last = configuration.getConf(configuration.getConfs().size() - 1).getLayer();
    return !(last instanceof BaseOutputLayer output)
        || output.getActivationFn() instanceof ActivationSoftmax;
  }

  /** A new network, weights drawn from the configuration's seed. */
  public MultiLayerNetwork build() {
    // A network counts its steps within its configuration: each has one of its own.
    MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
    network.init();
    return network;
  }

  /**
   * A new network whose cross-entropy counts an example as much as its class does.
   *
   * @param classWeights one for each class; empty: every example counts 1
   */
  public MultiLayerNetwork build(List<Double> classWeights) {
    if (classWeights.isEmpty()) {
      return build();
    }
    MultiLayerConfiguration weighted = configuration.clone();
    int last = weighted.getConfs().size() - 1;
    double[] weights = classWeights.stream().mapToDouble(Double::doubleValue).toArray();
    INDArray row = Nd4j.create(new double[][] {weights}).castTo(DataType.FLOAT);
    ((BaseOutputLayer) weighted.getConf(last).getLayer()).setLossFn(new LossMCXENT(row));
    MultiLayerNetwork network = new MultiLayerNetwork(weighted);
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
