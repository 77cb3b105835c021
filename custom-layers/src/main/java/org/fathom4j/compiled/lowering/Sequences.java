package org.fathom4j.compiled.lowering;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;
import org.jspecify.annotations.Nullable;

/** Sequences {@code [n, channels, length]} as images of width 1. */
final class Sequences {
  /** Why sequences with their channels last are refused. */
  static final String FORMAT = "its data format is NWC, only NCW has a compiled form";

  private static final int RANK = 3;

  private static final Transposition BY_STEP = new Transposition(List.of(2, 0, 1));
  private static final Transposition BY_EXAMPLE = new Transposition(List.of(1, 2, 0));

  private Sequences() {}

  /** Why sequences of a format are refused; those of none have their channels first. */
  static Optional<String> obstacle(@Nullable RNNFormat format) {
    return format == RNNFormat.NWC ? Optional.of(FORMAT) : Optional.empty();
  }

  static boolean is(Shape shape) {
    return shape.rank() == RANK;
  }

  static void require(LayerSite site, Tensor x) {
    if (!is(x.shape())) {
      throw new IllegalArgumentException(
          "layer %s takes sequences [batch, channels, length], got an input of %s"
              .formatted(site.name(), x.shape()));
    }
  }

  static Tensor images(GraphBuilder graph, Tensor x) {
    Shape in = x.shape();
    return new Reshape().of(graph, x, Shape.of(in.size(0), in.size(1), in.size(2), 1));
  }

  static Tensor of(GraphBuilder graph, Tensor images) {
    Shape in = images.shape();
    return new Reshape().of(graph, images, Shape.of(in.size(0), in.size(1), in.size(2)));
  }

  /** Sequences as {@code [length, n, channels]}, step by step. */
  static Tensor steps(GraphBuilder graph, Tensor x) {
    return BY_STEP.of(graph, x);
  }

  /** The opposite of {@link #steps}. */
  static Tensor ofSteps(GraphBuilder graph, Tensor steps) {
    return BY_EXAMPLE.of(graph, steps);
  }

  /** The last of the steps, {@code [n, channels]}. */
  static Tensor last(GraphBuilder graph, Tensor steps) {
    Shape all = steps.shape();
    Shape one = all.withFirst(1);
    Tensor step = Excerpt.along(0, all.size(0) - 1, one).of(graph, steps, one);
    return new Reshape().of(graph, step, Shape.of(all.size(1), all.size(2)));
  }

  /** Every step of every example as a row, step by step. */
  static Tensor rows(GraphBuilder graph, Tensor x) {
    Shape in = x.shape();
    return new Reshape().of(graph, steps(graph, x), Shape.of(in.size(2) * in.size(0), in.size(1)));
  }

  /** The opposite of {@link #rows}. */
  static Tensor ofRows(GraphBuilder graph, Tensor rows, Shape sequences) {
    Shape steps = Shape.of(sequences.size(2), sequences.size(0), sequences.size(1));
    return ofSteps(graph, new Reshape().of(graph, rows, steps));
  }

  /** A number for each step, {@code [n, length]} or with one channel, step by step. */
  static Tensor turned(GraphBuilder graph, Tensor mask, Shape sequences) {
    Shape flat = Shape.of(sequences.size(0), sequences.size(2));
    return new Transposition(List.of(1, 0)).of(graph, new Reshape().of(graph, mask, flat));
  }

  /** Refuses what a batch has for an output of sequences, where it does not fit. */
  static void require(LayerSite site, Target target, Shape sequences) {
    if (!target.labels().equals(sequences)) {
      throw new IllegalArgumentException(
          "layer %s takes labels of %s, one for each step and channel; got %s"
              .formatted(site.name(), sequences, target.labels()));
    }
    List<Shape> masks = List.of(Shape.of(sequences.size(0), sequences.size(2)), sequences);
    if (target.mask().filter(mask -> !masks.contains(mask)).isPresent()) {
      throw new IllegalArgumentException(
          "layer %s takes a mask of labels of one of %s; got %s"
              .formatted(site.name(), masks, target.mask().get()));
    }
  }
}
