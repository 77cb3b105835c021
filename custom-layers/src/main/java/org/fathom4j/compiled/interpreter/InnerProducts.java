package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Pass;

/** {@code y[n,o] = b[o] + sum over i of w[o,i] x[n,i]}. */
final class InnerProducts {
  private InnerProducts() {}

  static void run(
      InnerProduct product, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    switch (pass) {
      case FORWARD -> forward(reads, writes.get(0));
      case BACKWARD_DATA -> data(reads.get(0), reads.get(1), writes.get(0));
      case BACKWARD_PARAMETERS -> parameters(reads.get(0), reads.get(1), writes);
    }
  }

  private static void forward(List<Cells> reads, Cells y) {
    double[] x = reads.get(0).values();
    double[] w = reads.get(1).values();
    int examples = reads.get(0).size(0);
    int inputs = x.length / examples;
    int outputs = y.size(1);
    for (int n = 0; n < examples; n++) {
      for (int o = 0; o < outputs; o++) {
        double sum = reads.size() > 2 ? reads.get(2).get(o) : 0;
        for (int i = 0; i < inputs; i++) {
          sum += w[o * inputs + i] * x[n * inputs + i];
        }
        y.set(n * outputs + o, sum);
      }
    }
  }

  private static void data(Cells gradient, Cells weights, Cells dx) {
    double[] dy = gradient.values();
    double[] w = weights.values();
    int inputs = dx.elements() / dx.size(0);
    int outputs = gradient.size(1);
    for (int n = 0; n < dx.size(0); n++) {
      for (int i = 0; i < inputs; i++) {
        double sum = 0;
        for (int o = 0; o < outputs; o++) {
          sum += dy[n * outputs + o] * w[o * inputs + i];
        }
        dx.set(n * inputs + i, sum);
      }
    }
  }

  private static void parameters(Cells examples, Cells gradient, List<Cells> gradients) {
    double[] x = examples.values();
    double[] dy = gradient.values();
    int count = examples.size(0);
    int inputs = x.length / count;
    int outputs = gradient.size(1);
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        double sum = 0;
        for (int n = 0; n < count; n++) {
          sum += dy[n * outputs + o] * x[n * inputs + i];
        }
        gradients.get(0).set(o * inputs + i, sum);
      }
      if (gradients.size() > 1) {
        double sum = 0;
        for (int n = 0; n < count; n++) {
          sum += dy[n * outputs + o];
        }
        gradients.get(1).set(o, sum);
      }
    }
  }
}
