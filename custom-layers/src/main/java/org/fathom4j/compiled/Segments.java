package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The parts of a batch that are trained on one after the other, and what one hands to the next. */
final class Segments {
  private static final int RANK = 3;

  private final List<org.nd4j.linalg.dataset.api.MultiDataSet> parts;
  private List<Floats> carried = List.of();

  private Segments(List<org.nd4j.linalg.dataset.api.MultiDataSet> parts) {
    this.parts = parts;
  }

  /** The batch as it is. */
  static Segments whole(org.nd4j.linalg.dataset.api.MultiDataSet batch) {
    return new Segments(List.of(batch));
  }

  /** So many steps at a time, the last part perhaps shorter. */
  static Segments of(org.nd4j.linalg.dataset.api.MultiDataSet batch, int steps) {
    INDArray features = batch.getFeatures(0);
    INDArray labels = batch.getLabels(0);
    if (features.rank() != RANK || labels.rank() != RANK || features.size(2) != labels.size(2)) {
      throw new IllegalArgumentException(
          "truncated backpropagation takes features and labels [batch, channels, length] of one length, got %s and %s"
              .formatted(Arrays.toString(features.shape()), Arrays.toString(labels.shape())));
    }
    INDArray mask = batch.getLabelsMaskArrays() == null ? null : batch.getLabelsMaskArray(0);
    if (mask != null && mask.size(-1) != features.size(2)) {
      throw new IllegalArgumentException(
          "truncated backpropagation takes a mask of labels of their length, %d, got %s"
              .formatted(features.size(2), Arrays.toString(mask.shape())));
    }
    List<org.nd4j.linalg.dataset.api.MultiDataSet> parts = new ArrayList<>();
    for (long from = 0; from < features.size(2); from += steps) {
      long to = Math.min(features.size(2), from + steps);
      parts.add(
          new MultiDataSet(
              new INDArray[] {cut(features, from, to)},
              new INDArray[] {cut(labels, from, to)},
              null,
              mask == null ? null : new INDArray[] {cut(mask, from, to)}));
    }
    return new Segments(parts);
  }

  private static INDArray cut(INDArray array, long from, long to) {
    INDArrayIndex[] places = new INDArrayIndex[array.rank()];
    Arrays.fill(places, NDArrayIndex.all());
    places[places.length - 1] = NDArrayIndex.interval(from, to);
    return array.get(places).dup('c');
  }

  List<org.nd4j.linalg.dataset.api.MultiDataSet> parts() {
    return parts;
  }

  /** What the part before handed on; zeros of these shapes before the first. */
  List<Floats> carried(List<Shape> shapes) {
    if (carried.isEmpty() && !shapes.isEmpty()) {
      carried = shapes.stream().map(Floats::zeros).toList();
    }
    return carried;
  }

  /** Takes what a program hands on, from this of its outputs on. */
  void take(Program program, int first) {
    for (int i = 0; i < carried.size(); i++) {
      carried.get(i).buffer().put(0, program.output(first + i).buffer(), 0, capacity(i));
    }
  }

  private int capacity(int state) {
    return carried.get(state).buffer().capacity();
  }
}
