package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Pass;

/** {@code y[n,o,i,j] = b[o] + sum over c,u,v of w[o,c,u,v] x[n,c,i*s+u*d-p,j*s+v*d-p]}. */
final class Convolutions {
  private Convolutions() {}

  static void run(
      Convolution convolution, Pass pass, List<Cells> reads, List<Cells> writes, Batch batch) {
    switch (pass) {
      case FORWARD -> forward(convolution, reads, writes.get(0));
      case BACKWARD_DATA -> data(convolution, reads.get(0), reads.get(1), writes.get(0));
      case BACKWARD_PARAMETERS -> parameters(convolution, reads.get(0), reads.get(1), writes);
    }
  }

  private static void forward(Convolution convolution, List<Cells> reads, Cells y) {
    Cells x = reads.get(0);
    Cells w = reads.get(1);
    for (int n = 0; n < y.size(0); n++) {
      for (int o = 0; o < y.size(1); o++) {
        double[] sums = new double[y.plane()];
        for (int c = 0; c < x.size(1); c++) {
          int from = (n * x.size(1) + c) * x.plane();
          int taps = (o * x.size(1) + c) * w.plane();
          Sliding.walk(
              convolution.window(),
              x,
              y,
              (out, in, tap) -> sums[out] += w.get(taps + tap) * x.get(from + in));
        }
        double bias = reads.size() > 2 ? reads.get(2).get(o) : 0;
        for (int out = 0; out < sums.length; out++) {
          y.set((n * y.size(1) + o) * sums.length + out, sums[out] + bias);
        }
      }
    }
  }

  private static void data(Convolution convolution, Cells dy, Cells w, Cells dx) {
    for (int n = 0; n < dx.size(0); n++) {
      for (int c = 0; c < dx.size(1); c++) {
        double[] sums = new double[dx.plane()];
        for (int o = 0; o < dy.size(1); o++) {
          int from = (n * dy.size(1) + o) * dy.plane();
          int taps = (o * dx.size(1) + c) * w.plane();
          Sliding.walk(
              convolution.window(),
              dx,
              dy,
              (out, in, tap) -> sums[in] += w.get(taps + tap) * dy.get(from + out));
        }
        for (int in = 0; in < sums.length; in++) {
          dx.set((n * dx.size(1) + c) * sums.length + in, sums[in]);
        }
      }
    }
  }

  private static void parameters(
      Convolution convolution, Cells x, Cells dy, List<Cells> gradients) {
    Cells dw = gradients.get(0);
    for (int o = 0; o < dy.size(1); o++) {
      for (int c = 0; c < x.size(1); c++) {
        double[] sums = new double[dw.plane()];
        for (int n = 0; n < x.size(0); n++) {
          int fromX = (n * x.size(1) + c) * x.plane();
          int fromY = (n * dy.size(1) + o) * dy.plane();
          Sliding.walk(
              convolution.window(),
              x,
              dy,
              (out, in, tap) -> sums[tap] += x.get(fromX + in) * dy.get(fromY + out));
        }
        for (int tap = 0; tap < sums.length; tap++) {
          dw.set((o * x.size(1) + c) * sums.length + tap, sums[tap]);
        }
      }
      if (gradients.size() > 1) {
        gradients.get(1).set(o, Channels.sum(dy, o));
      }
    }
  }
}
