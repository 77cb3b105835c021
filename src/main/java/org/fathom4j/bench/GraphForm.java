package org.fathom4j.bench;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/** A benchmark network that is more than a list, as a ComputationGraph. */
final class GraphForm {
  private final GraphBuilder graph;
  private int vertices;

  private GraphForm(GraphBuilder graph) {
    this.graph = graph;
  }

  /** A fresh network. */
  static ComputationGraph network(BenchNet net) {
    GraphBuilder builder =
        Dl4jForm.settings(net)
            .graphBuilder()
            .addInputs("images")
            .setInputTypes(Dl4jForm.input(net));
    GraphForm form = new GraphForm(builder);
    Top top = form.add(net.blocks(), new Top("images", net.example().get(0)));
    builder.addLayer("output", Dl4jForm.output(net), top.name).setOutputs("output");
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    return network;
  }

  /** The vertex that the next one reads. */
  private record Top(String name, int channels) {}

  private Top add(List<Block> blocks, Top input) {
    Top top = input;
    for (Block block : blocks) {
      top = add(block, top);
    }
    return top;
  }

  private Top add(Block block, Top top) {
    if (block instanceof Block.Residual residual) {
      return residual(residual, top);
    }
    if (block instanceof Block.Detour detour) {
      String down = layer(Dl4jForm.layer(new Block.MaxPooling()), top.name);
      Top below = add(detour.within(), new Top(down, top.channels));
      String up = layer(new Upsampling2D.Builder(2).build(), below.name);
      String merged = "merge" + vertices++;
      graph.addVertex(merged, new MergeVertex(), top.name, up);
      return new Top(merged, top.channels + below.channels);
    }
    int channels =
        block instanceof Block.Convolution convolution ? convolution.channels() : top.channels;
    return new Top(layer(Dl4jForm.layer(block), top.name), channels);
  }

  private Top residual(Block.Residual block, Top top) {
    String first = relu(normalized(block.channels(), 3, block.stride(), top.name));
    String second = normalized(block.channels(), 3, 1, first);
    String around =
        block.resizes(top.channels)
            ? normalized(block.channels(), 1, block.stride(), top.name)
            : top.name;
    String sum = "sum" + vertices++;
    graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), second, around);
    return new Top(relu(sum), block.channels());
  }

  /** A layer of its own: Deeplearning4j's BatchNormalization ignores its activation. */
  private String relu(String input) {
    return layer(new ActivationLayer(Activation.RELU), input);
  }

  private String normalized(int channels, int kernel, int stride, String input) {
    ConvolutionLayer convolution =
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .convolutionMode(ConvolutionMode.Same)
            .nOut(channels)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build();
    return layer(new BatchNormalization(), layer(convolution, input));
  }

  private String layer(Layer layer, String input) {
    String name = "layer" + vertices++;
    graph.addLayer(name, layer, input);
    return name;
  }
}
