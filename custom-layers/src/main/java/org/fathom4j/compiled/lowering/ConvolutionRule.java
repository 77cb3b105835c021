package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ConvolutionLayer and Convolution: dropout, convolution, activation. MaxoutConvolution: the
 * largest of its pieces instead.
 */
final class ConvolutionRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    return obstacle(site.as(ConvolutionLayer.class));
  }

  /** What no convolution of images has a compiled form for. */
  static Optional<String> obstacle(ConvolutionLayer layer) {
    if (layer.getCnn2dDataFormat() == null) {
      return Optional.of("it has no data format, set dataFormat");
    }
    return layer.getConvolutionMode() == ConvolutionMode.Causal
        ? Optional.of("causal convolution has no compiled form")
        : Optional.empty();
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    ConvolutionLayer layer = site.as(ConvolutionLayer.class);
    Images.require(site, x, layer.getNIn());
    INDArray filters = site.view(ConvolutionParamInitializer.WEIGHT_KEY);
    Tensor weights =
        site.parameter(graph, ConvolutionParamInitializer.WEIGHT_KEY, Shape.of(filters.shape()));
    Optional<Tensor> bias =
        site.optionalParameter(
            graph, ConvolutionParamInitializer.BIAS_KEY, Shape.of(filters.size(0)));
    Tensor z =
        new Convolution(Windows.of(site, layer, x.shape()))
            .of(graph, site.dropout(graph, x), weights, bias);
    return layer instanceof MaxoutConvolution maxout
        ? new PieceMaximum(maxout.getPieces()).of(graph, z)
        : site.activated(site.activation(), graph, z);
  }
}
