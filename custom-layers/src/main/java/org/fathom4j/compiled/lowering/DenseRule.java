package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/**
 * DenseLayer: dropout, inner product, activation. OutputLayer: the same without the activation,
 * which belongs to its loss.
 */
final class DenseRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    return site.configuration() instanceof DenseLayer dense && dense.hasLayerNorm()
        ? Optional.of("layer normalization has no compiled form")
        : Optional.empty();
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    Tensor z = product(site, site.dropout(graph, x), graph);
    return site.configuration() instanceof OutputLayer
        ? z
        : Activations.apply(site.activation(), graph, z);
  }

  private static Tensor product(LayerSite site, Tensor x, GraphBuilder graph) {
    FeedForwardLayer layer = site.as(FeedForwardLayer.class);
    long inputs = x.shape().flattened().size(1);
    if (inputs != layer.getNIn()) {
      throw new IllegalArgumentException(
          "layer %s takes %d values per example, got %d (its input is %s)"
              .formatted(site.name(), layer.getNIn(), inputs, x.shape()));
    }
    Tensor weights =
        site.parameter(
            graph, DefaultParamInitializer.WEIGHT_KEY, x.shape().withFirst(layer.getNOut()));
    Optional<Tensor> bias =
        hasBias(layer)
            ? Optional.of(
                site.parameter(graph, DefaultParamInitializer.BIAS_KEY, Shape.of(layer.getNOut())))
            : Optional.empty();
    return new InnerProduct().of(graph, x, weights, bias);
  }

  private static boolean hasBias(FeedForwardLayer layer) {
    return layer instanceof OutputLayer output ? output.hasBias() : ((DenseLayer) layer).hasBias();
  }
}
