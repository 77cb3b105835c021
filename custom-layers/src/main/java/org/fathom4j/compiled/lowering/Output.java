package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.loss.Rows;

/**
 * An output of the network.
 *
 * @param site the layer with the loss
 * @param place its place among the network's outputs
 * @param z what it gives before its activation, as rows that are scored one by one
 * @param shape the shape that it gives
 * @param input what it makes that of, where its loss reads that too
 */
record Output(LayerSite site, int place, Tensor z, Shape shape, Optional<Tensor> input) {
  /**
   * Of what a layer gives: a row is an example, or a pixel or step where each of them is scored.
   */
  static Output of(LayerSite site, int place, Tensor given, GraphBuilder graph) {
    graph.enter(site.name(), site.inferring());
    if (site.configuration() instanceof CnnLossLayer) {
      Tensor rows = Pixels.rows(graph, given, ImageLayout.CHANNELS_FIRST);
      return new Output(site, place, rows, site.layout().shape(given.shape()), Optional.empty());
    }
    if (rows(site) == Rows.STEPS) {
      Tensor rows = Sequences.rows(graph, given);
      Tensor z =
          site.configuration() instanceof RnnOutputLayer
              ? DenseRule.product(site, site.dropout(graph, rows), graph)
              : rows;
      Shape in = given.shape();
      Shape shape = Shape.of(in.size(0), z.shape().size(1), in.size(2));
      return new Output(site, place, z, shape, Optional.empty());
    }
    if (site.configuration() instanceof CenterLossOutputLayer) {
      Tensor z = DenseRule.product(site, given, graph);
      return new Output(site, place, z, z.shape(), Optional.of(given));
    }
    Tensor rows = site.layout().flattened(graph, given);
    return new Output(site, place, rows, rows.shape(), Optional.empty());
  }

  /** What its rows are. */
  Rows rows() {
    return rows(site);
  }

  private static Rows rows(LayerSite site) {
    if (site.configuration() instanceof CnnLossLayer) {
      return site.layout() == ImageLayout.CHANNELS_LAST
          ? Rows.PIXELS_OF_CHANNELS_LAST
          : Rows.PIXELS;
    }
    boolean steps =
        site.configuration() instanceof RnnOutputLayer
            || site.configuration() instanceof RnnLossLayer;
    return steps ? Rows.STEPS : Rows.EXAMPLES;
  }

  /** What the score is multiplied by: of some layers it is averaged whatever the setting. */
  double share() {
    boolean averaged =
        site.layer().conf().isMiniBatch()
            || site.configuration() instanceof LossLayer
            || input.isPresent()
            || site.configuration() instanceof CnnLossLayer
            || site.configuration() instanceof RnnLossLayer;
    return averaged ? 1.0 / shape.size(0) : 1;
  }

  /** Refuses what a batch has for it, where that is known not to fit. */
  void require(Target target) {
    switch (rows()) {
      case EXAMPLES -> {}
      case PIXELS, PIXELS_OF_CHANNELS_LAST -> Pixels.require(site, target, shape);
      case STEPS -> Sequences.require(site, target, shape);
    }
    if (input.isPresent() && !target.labels().equals(shape)) {
      throw new IllegalArgumentException(
          "layer %s takes labels of %s, one for each class; got %s"
              .formatted(site.name(), shape, target.labels()));
    }
  }

  /** Whether an operation can score its rows: each has a label and, masked, one number. */
  boolean fits(Target target) {
    // Of one output or one row, Deeplearning4j takes the mask twice for the gradient.
    boolean byRow = z.shape().size(0) > 1 && z.shape().size(1) > 1;
    return target.labels().equals(shape)
        && (target.mask().isEmpty() || (byRow && isColumn(target.mask().get())));
  }

  private boolean isColumn(Shape mask) {
    long rows = z.shape().size(0);
    return rows() == Rows.EXAMPLES ? mask.equals(Shape.of(rows, 1)) : mask.elements() == rows;
  }

  /** The batch's labels, as rows. */
  Tensor labels(GraphBuilder graph) {
    Tensor labels = graph.labels(place, shape);
    return switch (rows()) {
      case EXAMPLES -> labels;
      case PIXELS, PIXELS_OF_CHANNELS_LAST -> Pixels.rows(graph, labels, site.layout());
      case STEPS -> Sequences.rows(graph, labels);
    };
  }

  /** The batch's mask, a number for each row. */
  Optional<Tensor> mask(GraphBuilder graph, Target target) {
    return target.mask().map(mask -> column(graph, graph.mask(place, mask)));
  }

  private Tensor column(GraphBuilder graph, Tensor mask) {
    Tensor numbers = rows() == Rows.STEPS ? Sequences.turned(graph, mask, shape) : mask;
    return new Reshape().of(graph, numbers, Shape.of(z.shape().size(0), 1));
  }

  /** What the layer's activation makes of it, in the shape that it gives. */
  Tensor activated(GraphBuilder graph) {
    graph.enter(site.name(), site.inferring());
    Tensor rows = Activations.apply(site.activation(), graph, z);
    return switch (rows()) {
      case EXAMPLES -> rows;
      case PIXELS, PIXELS_OF_CHANNELS_LAST -> Pixels.images(graph, rows, shape, site.layout());
      case STEPS -> Sequences.ofRows(graph, rows, shape);
    };
  }
}
