package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.DeconvolutionParamInitializer;
import org.fathom4j.compiled.graph.Deconvolution;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;

/** Deconvolution2D, whose weights are {@code [inputs, outputs, height, width]}. */
final class DeconvolutionRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    ConvolutionLayer layer = site.as(ConvolutionLayer.class);
    return ConvolutionRule.obstacle(layer).or(() -> Windows.gaps(layer));
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    ConvolutionLayer layer = site.as(ConvolutionLayer.class);
    Images.require(site, x, layer.getNIn());
    String key = DeconvolutionParamInitializer.WEIGHT_KEY;
    Tensor kernels = site.parameter(graph, key, Shape.of(site.view(key).shape()));
    Optional<Tensor> bias =
        site.optionalParameter(
            graph, DeconvolutionParamInitializer.BIAS_KEY, Shape.of(kernels.shape().size(1)));
    Tensor turned = new Transposition(List.of(1, 0, 2, 3)).of(graph, kernels);
    Tensor z =
        new Deconvolution(Windows.transposed(layer))
            .of(graph, site.dropout(graph, x), turned, bias);
    return site.activated(site.activation(), graph, z);
  }
}
