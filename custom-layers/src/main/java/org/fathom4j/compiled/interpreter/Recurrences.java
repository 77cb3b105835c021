package org.fathom4j.compiled.interpreter;

import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Recurrence;
import org.fathom4j.compiled.graph.Recurrence.Cell;

/** One sequence after the other, step by step; the way back goes along it first. */
final class Recurrences {
  private final Recurrence recurrence;
  private final Cells x;
  private final Cells input;
  private final Cells recurrent;
  private final List<Cells> reads;
  private final int steps;
  private final int inputs;
  private final int outputs;
  private final int rows;

  private Recurrences(Recurrence recurrence, List<Cells> reads) {
    this.recurrence = recurrence;
    this.reads = reads;
    this.x = reads.get(0);
    this.input = reads.get(1);
    this.recurrent = reads.get(2);
    this.steps = x.size(0);
    this.inputs = x.size(2);
    this.outputs = recurrent.size(1);
    this.rows = recurrent.size(0);
  }

  static void run(
      Recurrence recurrence, Pass pass, List<Cells> reads, List<Cells> writes, FactorTable now) {
    Recurrences along = new Recurrences(recurrence, reads);
    if (pass == Pass.FORWARD) {
      for (int n = 0; n < along.x.size(1); n++) {
        along.put(along.new Sequence(n), writes);
      }
      return;
    }
    double[][] sums = new double[writes.size()][];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new double[writes.get(i).elements()];
    }
    for (int n = 0; n < along.x.size(1); n++) {
      along.new Sequence(n).back(reads.get(reads.size() - 1), sums);
    }
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums[i].length; j++) {
        writes.get(i).set(j, sums[i][j]);
      }
    }
  }

  private void put(Sequence sequence, List<Cells> writes) {
    Cells y = writes.get(0);
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < outputs; j++) {
        y.set(place(t, sequence.example, outputs) + j, sequence.h[t][j]);
      }
    }
    if (recurrence.carries()) {
      int last = inOrder(steps - 1);
      for (int j = 0; j < outputs; j++) {
        writes.get(1).set(sequence.example * outputs + j, sequence.h[last][j]);
        if (recurrence.cell().states() > 1) {
          writes.get(2).set(sequence.example * outputs + j, sequence.memory[last][j]);
        }
      }
    }
  }

  private int place(int step, int example, int width) {
    return (step * x.size(1) + example) * width;
  }

  /** The step that comes before this one; -1 or one too many where there is none. */
  private int before(int step) {
    return recurrence.reversed() ? step + 1 : step - 1;
  }

  /** The steps as they come. */
  private int inOrder(int index) {
    return recurrence.reversed() ? steps - 1 - index : index;
  }

  private double peephole(int gate, int unit) {
    return recurrence.cell() == Cell.PEEPHOLE_LSTM ? reads.get(4).get(gate * outputs + unit) : 0;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** What the steps of an example make: of each, the functions of its parts, memory and output. */
  private final class Sequence {
    private final int example;
    private final double[][] parts = new double[steps][rows];
    private final double[][] memory = new double[steps][outputs];
    private final double[][] h = new double[steps][outputs];
    private final double[] firstMemory;
    private final double[] firstOutput;

    Sequence(int example) {
      this.example = example;
      this.firstOutput = start(0);
      this.firstMemory = start(1);
      for (int i = 0; i < steps; i++) {
        int t = inOrder(i);
        for (int row = 0; row < rows; row++) {
          parts[t][row] = z(t, row);
        }
        for (int j = 0; j < outputs; j++) {
          step(t, j);
        }
      }
    }

    /** What comes before the first step. */
    private double[] start(int state) {
      double[] start = new double[outputs];
      if (recurrence.carries() && state < recurrence.cell().states()) {
        Cells carried = reads.get(1 + recurrence.cell().weights() + state);
        for (int j = 0; j < outputs; j++) {
          start[j] = carried.get(example * outputs + j);
        }
      }
      return start;
    }

    private double[] output(int step) {
      return step >= 0 && step < steps ? h[step] : firstOutput;
    }

    private double[] memory(int step) {
      return step >= 0 && step < steps ? memory[step] : firstMemory;
    }

    private double z(int t, int row) {
      double sum = reads.get(3).get(row);
      for (int i = 0; i < inputs; i++) {
        sum += input.get(row * inputs + i) * x.get(place(t, example, inputs) + i);
      }
      for (int j = 0; j < outputs; j++) {
        sum += recurrent.get(row * outputs + j) * output(before(t))[j];
      }
      return sum;
    }

    private void step(int t, int j) {
      double[] z = parts[t];
      if (recurrence.cell().parts() == 1) {
        z[j] = simple(z[j]);
        h[t][j] = z[j];
        return;
      }
      double kept = memory(before(t))[j];
      double a = Math.tanh(z[j]);
      double f = sigmoid(z[outputs + j] + peephole(0, j) * kept);
      double i = sigmoid(z[3 * outputs + j] + peephole(2, j) * kept);
      double c = f * kept + i * a;
      double o = sigmoid(z[2 * outputs + j] + peephole(1, j) * c);
      memory[t][j] = c;
      h[t][j] = o * Math.tanh(c);
      z[j] = a;
      z[outputs + j] = f;
      z[2 * outputs + j] = o;
      z[3 * outputs + j] = i;
    }

    private double simple(double z) {
      return switch (recurrence.cell()) {
        case RELU -> Math.max(0, z);
        case SIGMOID -> sigmoid(z);
        default -> Math.tanh(z);
      };
    }

    private double slope(double y) {
      return switch (recurrence.cell()) {
        case RELU -> y > 0 ? 1 : 0;
        case SIGMOID -> y * (1 - y);
        default -> 1 - y * y;
      };
    }

    /** Adds to the gradients of what is read: x, W, R, b, p. */
    void back(Cells dy, double[][] sums) {
      double[] dh = new double[outputs];
      double[] dc = new double[outputs];
      for (int i = steps - 1; i >= 0; i--) {
        int t = inOrder(i);
        double[] dz = new double[rows];
        for (int j = 0; j < outputs; j++) {
          dh[j] += dy.get(place(t, example, outputs) + j);
          if (recurrence.cell().parts() == 1) {
            dz[j] = dh[j] * slope(h[t][j]);
          } else {
            back(t, j, dh[j], dc, dz, sums);
          }
        }
        dh = new double[outputs];
        spread(t, dz, dh, sums);
      }
    }

    private void back(int t, int j, double dh, double[] dc, double[] dz, double[][] sums) {
      double kept = memory(before(t))[j];
      double c = memory[t][j];
      double a = parts[t][j];
      double f = parts[t][outputs + j];
      double o = parts[t][2 * outputs + j];
      double i = parts[t][3 * outputs + j];
      double bent = Math.tanh(c);
      double dzo = dh * bent * o * (1 - o);
      double all = dc[j] + dh * o * (1 - bent * bent) + dzo * peephole(1, j);
      double dzf = all * kept * f * (1 - f);
      double dzi = all * a * i * (1 - i);
      dz[j] = all * i * (1 - a * a);
      dz[outputs + j] = dzf;
      dz[2 * outputs + j] = dzo;
      dz[3 * outputs + j] = dzi;
      dc[j] = all * f + dzf * peephole(0, j) + dzi * peephole(2, j);
      if (recurrence.cell() == Cell.PEEPHOLE_LSTM) {
        sums[4][j] += dzf * kept;
        sums[4][outputs + j] += dzo * c;
        sums[4][2 * outputs + j] += dzi * kept;
      }
    }

    private void spread(int t, double[] dz, double[] dh, double[][] sums) {
      int from = place(t, example, inputs);
      double[] earlier = output(before(t));
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < inputs; i++) {
          sums[0][from + i] += dz[row] * input.get(row * inputs + i);
          sums[1][row * inputs + i] += dz[row] * x.get(from + i);
        }
        for (int j = 0; j < outputs; j++) {
          dh[j] += dz[row] * recurrent.get(row * outputs + j);
          sums[2][row * outputs + j] += dz[row] * earlier[j];
        }
        sums[3][row] += dz[row];
      }
    }
  }
}
