package org.fathom4j.chapter6;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A matrix in double precision, by rows.
 *
 * @param values {@code rows * columns} of them
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; written to by its maker alone.
record Matrix(int rows, int columns, double[] values) {
  static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[rows * columns]);
  }

  static Matrix scalar(double value) {
    return new Matrix(1, 1, new double[] {value});
  }

  static Matrix normal(int rows, int columns, double deviation, RandomGenerator random) {
    Matrix matrix = zeros(rows, columns);
    Arrays.setAll(matrix.values, i -> deviation * random.nextGaussian());
    return matrix;
  }

  int size() {
    return values.length;
  }

  double at(int row, int column) {
    return values[row * columns + column];
  }

  Matrix map(DoubleUnaryOperator function) {
    return new Matrix(rows, columns, Arrays.stream(values).map(function).toArray());
  }

  Matrix plus(Matrix other) {
    Matrix sum = zeros(rows, columns);
    Arrays.setAll(sum.values, i -> values[i] + other.values[i]);
    return sum;
  }

  Matrix times(Matrix other) {
    Matrix product = zeros(rows, columns);
    Arrays.setAll(product.values, i -> values[i] * other.values[i]);
    return product;
  }

  Matrix transposed() {
    Matrix turned = zeros(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned.values[j * rows + i] = at(i, j);
      }
    }
    return turned;
  }

  /** The same with one value changed. */
  Matrix with(int index, double value) {
    double[] changed = values.clone();
    changed[index] = value;
    return new Matrix(rows, columns, changed);
  }

  double rootMeanSquare() {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum() / values.length);
  }

  double distance(Matrix other) {
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      worst = Math.max(worst, Math.abs(values[i] - other.values[i]));
    }
    return worst;
  }

  double[][] toRows() {
    double[][] all = new double[rows][];
    for (int i = 0; i < rows; i++) {
      all[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return all;
  }
}
