package org.fathom4j.chapter6;

/** Solves symmetric positive systems. */
final class Cholesky {
  private Cholesky() {}

  /** x with A x = b; only the lower half of A is read, and overwritten by its root L, A = L Lᵀ. */
  static double[] solve(double[][] a, double[] b) {
    int size = b.length;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = a[row][column];
        for (int k = 0; k < column; k++) {
          sum -= a[row][k] * a[column][k];
        }
        if (row == column && !(sum > 0)) {
          throw new IllegalArgumentException("the matrix is not positive: pivot " + sum);
        }
        a[row][column] = row == column ? Math.sqrt(sum) : sum / a[column][column];
      }
    }
    double[] x = b.clone();
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < row; k++) {
        x[row] -= a[row][k] * x[k];
      }
      x[row] /= a[row][row];
    }
    for (int row = size - 1; row >= 0; row--) {
      for (int k = row + 1; k < size; k++) {
        x[row] -= a[k][row] * x[k];
      }
      x[row] /= a[row][row];
    }
    return x;
  }
}
