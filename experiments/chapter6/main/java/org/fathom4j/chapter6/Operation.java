package org.fathom4j.chapter6;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What a node of a {@link CostGraph} does with its parents' values, and its derivatives. */
sealed interface Operation {
  /** For people. */
  String name();

  /** The node's value. */
  Matrix value(List<Matrix> inputs, Work work);

  /**
   * What arrives at one parent: the transposed local Jacobian times what arrived at the node.
   *
   * @param parent which of the inputs
   * @param output the node's value
   * @param gradient of the cost by the node's value
   */
  Matrix back(int parent, List<Matrix> inputs, Matrix output, Matrix gradient, Work work);

  /** Multiply-adds, counted as they are done; a function of one element counts as one. */
  final class Work {
    private long done;

    void add(long count) {
      done += count;
    }

    long done() {
      return done;
    }
  }

  /** The product of two matrices. */
  record Product() implements Operation {
    @Override
    public String name() {
      return "matrix product";
    }

    @Override
    public Matrix value(List<Matrix> inputs, Work work) {
      return multiply(inputs.get(0), inputs.get(1), work);
    }

    @Override
    public Matrix back(int parent, List<Matrix> inputs, Matrix output, Matrix gradient, Work work) {
      return parent == 0
          ? multiply(gradient, inputs.get(1).transposed(), work)
          : multiply(inputs.get(0).transposed(), gradient, work);
    }

    private static Matrix multiply(Matrix a, Matrix b, Work work) {
      Matrix product = Matrix.zeros(a.rows(), b.columns());
      for (int i = 0; i < a.rows(); i++) {
        for (int j = 0; j < b.columns(); j++) {
          double sum = 0;
          for (int k = 0; k < a.columns(); k++) {
            sum += a.at(i, k) * b.at(k, j);
          }
          product.values()[i * b.columns() + j] = sum;
        }
      }
      work.add((long) a.rows() * b.columns() * a.columns());
      return product;
    }
  }

  /** A function of each element. */
  record Each(String name, DoubleUnaryOperator function, DoubleUnaryOperator derivative)
      implements Operation {
    static final Each TANH = new Each("tanh", Math::tanh, u -> 1 - Math.tanh(u) * Math.tanh(u));
    static final Each RELU = new Each("ReLU", u -> Math.max(0, u), u -> u > 0 ? 1 : 0);
    static final Each SQUARE = new Each("square", u -> u * u, u -> 2 * u);

    static Each scale(double factor) {
      return new Each("times " + Say.number(factor, 3), u -> factor * u, u -> factor);
    }

    @Override
    public Matrix value(List<Matrix> inputs, Work work) {
      work.add(inputs.get(0).size());
      return inputs.get(0).map(function);
    }

    @Override
    public Matrix back(int parent, List<Matrix> inputs, Matrix output, Matrix gradient, Work work) {
      work.add(gradient.size());
      return inputs.get(0).map(derivative).times(gradient);
    }
  }

  /** The sum of two values of one shape. */
  record Plus() implements Operation {
    @Override
    public String name() {
      return "sum of two";
    }

    @Override
    public Matrix value(List<Matrix> inputs, Work work) {
      work.add(inputs.get(0).size());
      return inputs.get(0).plus(inputs.get(1));
    }

    @Override
    public Matrix back(int parent, List<Matrix> inputs, Matrix output, Matrix gradient, Work work) {
      return gradient;
    }
  }

  /** The sum of all elements. */
  record Total() implements Operation {
    @Override
    public String name() {
      return "sum of all";
    }

    @Override
    public Matrix value(List<Matrix> inputs, Work work) {
      work.add(inputs.get(0).size());
      double sum = 0;
      for (double value : inputs.get(0).values()) {
        sum += value;
      }
      return Matrix.scalar(sum);
    }

    @Override
    public Matrix back(int parent, List<Matrix> inputs, Matrix output, Matrix gradient, Work work) {
      return inputs.get(0).map(u -> gradient.at(0, 0));
    }
  }

  /**
   * Mean over rows of the cross-entropy of a softmax of the row.
   *
   * @param truth a row of 0s and a 1 for each example
   */
  record CrossEntropy(Matrix truth) implements Operation {
    @Override
    public String name() {
      return "cross-entropy";
    }

    @Override
    public Matrix value(List<Matrix> inputs, Work work) {
      work.add(2L * truth.size());
      double sum = 0;
      double[][] rows = inputs.get(0).toRows();
      for (int i = 0; i < rows.length; i++) {
        double[] log = Softmax.logarithm(rows[i]);
        for (int j = 0; j < log.length; j++) {
          sum -= truth.at(i, j) * log[j];
        }
      }
      return Matrix.scalar(sum / rows.length);
    }

    @Override
    public Matrix back(int parent, List<Matrix> inputs, Matrix output, Matrix gradient, Work work) {
      work.add(2L * truth.size());
      Matrix result = Matrix.zeros(truth.rows(), truth.columns());
      double[][] rows = inputs.get(0).toRows();
      for (int i = 0; i < rows.length; i++) {
        double[] share = Softmax.stable(rows[i]);
        for (int j = 0; j < share.length; j++) {
          result.values()[i * share.length + j] =
              gradient.at(0, 0) * (share[j] - truth.at(i, j)) / rows.length;
        }
      }
      return result;
    }
  }
}
