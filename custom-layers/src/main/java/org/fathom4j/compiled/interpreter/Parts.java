package org.fathom4j.compiled.interpreter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Placement;
import org.fathom4j.compiled.graph.Transposition;
import org.fathom4j.compiled.graph.Upsampling;

/** Tensors cut, put together and repeated. */
final class Parts {
  private Parts() {}

  /** One behind the other along a dimension. */
  static void concatenate(
      Concatenation sides, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    List<Long> at = new ArrayList<>(Collections.nCopies(writes.get(0).shape().rank(), 0L));
    for (Cells x : reads) {
      for (int i = 0; i < x.elements(); i++) {
        writes.get(0).set(place(i, x, writes.get(0), at), x.get(i));
      }
      at.set(sides.axis(), at.get(sides.axis()) + x.size(sides.axis()));
    }
  }

  /** The part that begins at a place. */
  static void excerpt(
      Excerpt excerpt, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells part = writes.get(0);
    for (int i = 0; i < part.elements(); i++) {
      part.set(i, reads.get(0).get(place(i, part, reads.get(0), excerpt.from())));
    }
  }

  /** A tensor within zeros. */
  static void place(
      Placement placement, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Cells part = reads.get(0);
    writes.get(0).fill(0);
    for (int i = 0; i < part.elements(); i++) {
      writes.get(0).set(place(i, part, writes.get(0), placement.at()), part.get(i));
    }
  }

  /** Where an element of a part stands in the whole. */
  private static int place(int index, Cells part, Cells whole, List<Long> at) {
    int rest = index;
    int place = 0;
    int stride = 1;
    for (int d = at.size() - 1; d >= 0; d--) {
      place += (int) (rest % part.size(d) + at.get(d)) * stride;
      rest /= part.size(d);
      stride *= whole.size(d);
    }
    return place;
  }

  /** The dimensions in another order. */
  static void transpose(
      Transposition transposition,
      Pass pass,
      List<Cells> reads,
      List<Cells> writes,
      FactorTable now) {
    Cells x = reads.get(0);
    Cells y = writes.get(0);
    int rank = transposition.order().size();
    for (int i = 0; i < y.elements(); i++) {
      int[] place = new int[rank];
      int rest = i;
      for (int d = rank - 1; d >= 0; d--) {
        place[transposition.order().get(d)] = rest % y.size(d);
        rest /= y.size(d);
      }
      int from = 0;
      for (int d = 0; d < rank; d++) {
        from = from * x.size(d) + place[d];
      }
      y.set(i, x.get(from));
    }
  }

  /** Every pixel repeated; backward the sum of its copies. */
  static void upsample(
      Upsampling upsampling, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    boolean forward = pass == Pass.FORWARD;
    Cells small = forward ? reads.get(0) : writes.get(0);
    Cells large = forward ? writes.get(0) : reads.get(0);
    double[] sums = new double[small.elements()];
    int width = large.size(3);
    for (int i = 0; i < large.elements(); i++) {
      int row = i / width / upsampling.height();
      int from = row * small.size(3) + i % width / upsampling.width();
      if (forward) {
        large.set(i, small.get(from));
      } else {
        sums[from] += large.get(i);
      }
    }
    for (int i = 0; !forward && i < sums.length; i++) {
      small.set(i, sums[i]);
    }
  }
}
