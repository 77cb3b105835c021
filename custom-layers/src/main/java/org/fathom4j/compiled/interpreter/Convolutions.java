package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Deconvolution;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Window;

/**
 * {@code y[n,o,i,j] = b[o] + sum over c,u,v of w[o,c,u,v] x[n,c,i*s+u*d-p,j*s+v*d-p]}, and its
 * transpose. Of a group's weights, c runs over the channels of the group.
 */
final class Convolutions {
  private Convolutions() {}

  static void run(
      Convolution convolution, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Window window = convolution.window();
    switch (pass) {
      case FORWARD -> {
        double[] sums = biases(reads, writes.get(0));
        large(window, reads.get(0), reads.get(1), writes.get(0), sums);
      }
      case BACKWARD_DATA -> {
        double[] sums = new double[writes.get(0).elements()];
        small(window, writes.get(0), reads.get(1), reads.get(0), sums);
      }
      case BACKWARD_PARAMETERS -> {
        weights(window, reads.get(0), reads.get(1), writes.get(0));
        bias(reads.get(1), writes);
      }
    }
  }

  /** As a convolution of y that gives x, with the channels of the weights the other way around. */
  static void transposed(
      Deconvolution deconvolution,
      Pass pass,
      List<Cells> reads,
      List<Cells> writes,
      FactorTable now) {
    Window window = deconvolution.window();
    switch (pass) {
      case FORWARD -> {
        double[] sums = biases(reads, writes.get(0));
        small(window, writes.get(0), turned(reads.get(1)), reads.get(0), sums);
      }
      case BACKWARD_DATA -> {
        double[] sums = new double[writes.get(0).elements()];
        large(window, reads.get(0), turned(reads.get(1)), writes.get(0), sums);
      }
      case BACKWARD_PARAMETERS -> {
        Cells dw = turned(writes.get(0));
        weights(window, reads.get(1), reads.get(0), dw);
        Cells back = turned(dw);
        for (int i = 0; i < back.elements(); i++) {
          writes.get(0).set(i, back.get(i));
        }
        bias(reads.get(1), writes);
      }
    }
  }

  /** The first two dimensions swapped, in a copy. */
  private static Cells turned(Cells w) {
    long[] sizes = w.shape().toArray();
    Cells turned = Cells.fresh(Shape.of(sizes[1], sizes[0], sizes[2], sizes[3]));
    int plane = w.plane();
    for (int i = 0; i < w.elements(); i++) {
      int first = i / plane / w.size(1);
      int second = i / plane % w.size(1);
      turned.set((second * w.size(0) + first) * plane + i % plane, w.get(i));
    }
    return turned;
  }

  /** Takes a tap of the kernel between a channel of x and one of y. */
  @FunctionalInterface
  private interface Visitor {
    void meet(int x, int y, int w);
  }

  /** Visits every product that makes up a channel of an example's output. */
  private static void walk(
      Window window, Cells x, Cells w, Cells y, int n, int o, Visitor visitor) {
    int groups = (int) Convolution.groups(w.shape());
    int inputs = x.size(1) / groups;
    int first = o / (y.size(1) / groups) * inputs;
    int taps = window.kernelHeight() * window.kernelWidth();
    int fromY = (n * y.size(1) + o) * y.plane();
    for (int c = 0; c < inputs; c++) {
      int fromX = (n * x.size(1) + first + c) * x.plane();
      int fromW = (o * inputs + c) * taps;
      Sliding.walk(
          window, x, y, (out, in, tap) -> visitor.meet(fromX + in, fromY + out, fromW + tap));
    }
  }

  private static void large(Window window, Cells x, Cells w, Cells y, double[] sums) {
    double[] images = x.values();
    double[] weights = w.values();
    everywhere(window, x, w, y, (atX, atY, atW) -> sums[atY] += weights[atW] * images[atX]);
    take(y, sums);
  }

  private static void small(Window window, Cells dx, Cells w, Cells dy, double[] sums) {
    double[] images = dy.values();
    double[] weights = w.values();
    everywhere(window, dx, w, dy, (atX, atY, atW) -> sums[atX] += weights[atW] * images[atY]);
    take(dx, sums);
  }

  private static void weights(Window window, Cells x, Cells dy, Cells dw) {
    double[] sums = new double[dw.elements()];
    double[] images = x.values();
    double[] gradients = dy.values();
    everywhere(window, x, dw, dy, (atX, atY, atW) -> sums[atW] += images[atX] * gradients[atY]);
    take(dw, sums);
  }

  private static void everywhere(Window window, Cells x, Cells w, Cells y, Visitor visitor) {
    for (int n = 0; n < y.size(0); n++) {
      for (int o = 0; o < y.size(1); o++) {
        walk(window, x, w, y, n, o, visitor);
      }
    }
  }

  /** Where the sums of y begin. */
  private static double[] biases(List<Cells> reads, Cells y) {
    double[] sums = new double[y.elements()];
    for (int i = 0; reads.size() > 2 && i < sums.length; i++) {
      sums[i] = reads.get(2).get(Channels.of(y, i));
    }
    return sums;
  }

  private static void bias(Cells dy, List<Cells> gradients) {
    for (int o = 0; gradients.size() > 1 && o < dy.size(1); o++) {
      gradients.get(1).set(o, Channels.sum(dy, o));
    }
  }

  private static void take(Cells cells, double[] values) {
    for (int i = 0; i < values.length; i++) {
      cells.set(i, values[i]);
    }
  }
}
