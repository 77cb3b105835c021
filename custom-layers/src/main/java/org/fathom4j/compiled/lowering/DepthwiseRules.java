package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.DepthwiseConvolutionParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.Window;

/**
 * Convolutions of every channel by kernels of its own, as many as the depth multiplier says; each
 * channel is a group of a grouped convolution.
 */
enum DepthwiseRules implements LayerRule {
  /** DepthwiseConvolution2D, whose weights are {@code [height, width, channels, multiplier]}. */
  DEPTHWISE {
    @Override
    Tensor convolve(LayerSite site, Tensor x, Window window, GraphBuilder graph) {
      String key = DepthwiseConvolutionParamInitializer.WEIGHT_KEY;
      Shape kernels = Shape.of(site.view(key).shape());
      Tensor turned =
          new Transposition(List.of(2, 3, 0, 1)).of(graph, site.parameter(graph, key, kernels));
      long channels = kernels.size(2);
      long multiplier = kernels.size(3);
      Optional<Tensor> bias =
          site.optionalParameter(
              graph,
              DepthwiseConvolutionParamInitializer.BIAS_KEY,
              Shape.of(channels * multiplier));
      return new Convolution(window).of(graph, x, grouped(turned, graph), bias);
    }
  },

  /**
   * SeparableConvolution2D: kernels {@code [multiplier, channels, height, width]}, then a
   * convolution of single pixels, to which the bias belongs.
   */
  SEPARABLE {
    @Override
    Tensor convolve(LayerSite site, Tensor x, Window window, GraphBuilder graph) {
      String depth = SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY;
      String point = SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY;
      Tensor kernels = site.parameter(graph, depth, Shape.of(site.view(depth).shape()));
      Tensor turned = new Transposition(List.of(1, 0, 2, 3)).of(graph, kernels);
      Tensor channels =
          new Convolution(window).of(graph, x, grouped(turned, graph), Optional.empty());
      Tensor pixels = site.parameter(graph, point, Shape.of(site.view(point).shape()));
      Optional<Tensor> bias =
          site.optionalParameter(
              graph,
              SeparableConvolutionParamInitializer.BIAS_KEY,
              Shape.of(pixels.shape().size(0)));
      Window pixel = new Window(1, 1, 1, 1, 1, 1, new Window.Padding(0, 0, 0, 0));
      return new Convolution(pixel).of(graph, channels, pixels, bias);
    }
  };

  /** Adds the convolution of what dropout left of the input. */
  abstract Tensor convolve(LayerSite site, Tensor x, Window window, GraphBuilder graph);

  /** Kernels {@code [channels, multiplier, height, width]} as those of one group a channel. */
  private static Tensor grouped(Tensor kernels, GraphBuilder graph) {
    Shape shape = kernels.shape();
    return new Reshape()
        .of(
            graph,
            kernels,
            Shape.of(shape.size(0), shape.size(1), 1, shape.size(2), shape.size(3)));
  }

  @Override
  public Optional<String> obstacle(LayerSite site) {
    return ConvolutionRule.obstacle(site.as(ConvolutionLayer.class));
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    ConvolutionLayer layer = site.as(ConvolutionLayer.class);
    Images.require(site, x, layer.getNIn());
    Window window = Windows.of(site, layer, x.shape());
    Tensor z = convolve(site, site.dropout(graph, x), window, graph);
    return site.activated(site.activation(), graph, z);
  }
}
