package org.fathom4j.chapter6;

/**
 * The linear function {@code w·x + b} with the least mean squared error, by the normal equations
 * {@code (XᵀX) v = Xᵀy} of the rows {@code (x, 1)}.
 *
 * @param coefficients w, then b
 * @param error the mean squared error
 */
@SuppressWarnings("ArrayRecordComponent") // Read at once, compared by nobody.
record LeastSquares(double[] coefficients, double error) {
  /** Fits the targets {@code y} of the rows of {@code x}. */
  static LeastSquares fit(double[][] x, double[] y) {
    int size = x[0].length + 1;
    double[][] system = new double[size][size + 1];
    for (int row = 0; row < x.length; row++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          system[i][j] += input(x[row], i) * input(x[row], j);
        }
        system[i][size] += input(x[row], i) * y[row];
      }
    }
    double[] solution = solve(system);
    double squares = 0;
    for (int row = 0; row < x.length; row++) {
      double residual = -y[row];
      for (int i = 0; i < size; i++) {
        residual += solution[i] * input(x[row], i);
      }
      squares += residual * residual;
    }
    return new LeastSquares(solution, squares / x.length);
  }

  private static double input(double[] row, int index) {
    return index < row.length ? row[index] : 1;
  }

  /** Gauss and Jordan's elimination with the largest pivot of each column. */
  private static double[] solve(double[][] system) {
    int size = system.length;
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column + 1; row < size; row++) {
        if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) {
          pivot = row;
        }
      }
      double[] chosen = system[pivot];
      system[pivot] = system[column];
      system[column] = chosen;
      for (int row = 0; row < size; row++) {
        double factor = row == column ? 0 : system[row][column] / chosen[column];
        for (int i = column; factor != 0 && i <= size; i++) {
          system[row][i] -= factor * chosen[i];
        }
      }
    }
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      solution[i] = system[i][size] / system[i][i];
    }
    return solution;
  }
}
