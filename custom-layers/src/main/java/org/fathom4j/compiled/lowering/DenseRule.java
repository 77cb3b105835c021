package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.layers.dense.Maxout;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DenseLayer and Dense: dropout, inner product, activation. Maxout: the largest of its pieces
 * instead. Output layers: no activation, which belongs to their loss.
 */
final class DenseRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    return site.configuration() instanceof DenseLayer dense && dense.hasLayerNorm()
        ? Optional.of("layer normalization has no compiled form")
        : Optional.empty();
  }

  @Override
  public boolean takesAnyRank() {
    return true;
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    Tensor z = product(site, site.dropout(graph, x), graph);
    if (site.configuration() instanceof Maxout maxout) {
      return new PieceMaximum(maxout.getPieces()).of(graph, z);
    }
    return site.hasLoss() ? z : Activations.apply(site.activation(), graph, z);
  }

  /**
   * The layer's product; the network keeps the weights as columns, one after another, which is
   * {@code [outputs, inputs]}.
   */
  static Tensor product(LayerSite site, Tensor x, GraphBuilder graph) {
    INDArray columns = site.view(DefaultParamInitializer.WEIGHT_KEY);
    long inputs = x.shape().flattened().size(1);
    if (inputs != columns.size(0)) {
      throw new IllegalArgumentException(
          "layer %s takes %d values per example, got %d (its input is %s)"
              .formatted(site.name(), columns.size(0), inputs, x.shape()));
    }
    Tensor weights =
        site.parameter(
            graph, DefaultParamInitializer.WEIGHT_KEY, x.shape().withFirst(columns.size(1)));
    Optional<Tensor> bias =
        site.optionalParameter(graph, DefaultParamInitializer.BIAS_KEY, Shape.of(columns.size(1)));
    return new InnerProduct().of(graph, x, weights, bias);
  }
}
