package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;

/** ConvolutionLayer: dropout, convolution, activation. */
final class ConvolutionRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    ConvolutionLayer layer = site.as(ConvolutionLayer.class);
    if (layer.getCnn2dDataFormat() != CNN2DFormat.NCHW) {
      return Optional.of("its data format is NHWC, only NCHW has a compiled form");
    }
    return layer.getConvolutionMode() == ConvolutionMode.Causal
        ? Optional.of("causal convolution has no compiled form")
        : Optional.empty();
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    ConvolutionLayer layer = site.as(ConvolutionLayer.class);
    Images.require(site, x, layer.getNIn());
    Window window = Windows.of(layer, x.shape());
    Tensor weights =
        site.parameter(
            graph,
            ConvolutionParamInitializer.WEIGHT_KEY,
            Shape.of(layer.getNOut(), layer.getNIn(), window.kernelHeight(), window.kernelWidth()));
    Optional<Tensor> bias =
        layer.hasBias()
            ? Optional.of(
                site.parameter(
                    graph, ConvolutionParamInitializer.BIAS_KEY, Shape.of(layer.getNOut())))
            : Optional.empty();
    Tensor z = new Convolution(window).of(graph, site.dropout(graph, x), weights, bias);
    return Activations.apply(site.activation(), graph, z);
  }
}
