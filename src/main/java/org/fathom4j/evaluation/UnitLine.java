package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fathom4j.report.inspection.UnitShape;
import org.fathom4j.report.inspection.UnitShape.Piece;

/**
 * The straight line through a maxout unit's inputs along which its pieces differ most.
 *
 * <pre>
 * d      first principal direction of the pieces' weights w_j about their mean, |d| = 1
 * x(s)   = m + s sigma d,   m the mean of the inputs, sigma the deviation of d.x
 * piece  = w_j.x(s) + b_j = (w_j.m + b_j) + s sigma w_j.d
 * </pre>
 *
 * It goes from the 2nd to the 98th percentile of what the inputs are along it.
 */
@SuppressWarnings("ArrayRecordComponent") // Read at once, compared by nobody.
record UnitLine(double[][] weights, double[] biases, double[][] inputs) {
  private static final double TAIL = 0.02;
  private static final int TURNS = 60;

  /** Empty where the pieces do not differ, or the inputs do not along the line. */
  Optional<UnitShape> shape(int layer, int unit) {
    double[] direction = direction();
    double[] along = Arrays.stream(inputs).mapToDouble(x -> dot(x, direction)).toArray();
    double middle = Arrays.stream(along).average().orElse(Double.NaN);
    double deviation =
        Math.sqrt(Arrays.stream(along).map(t -> (t - middle) * (t - middle)).average().orElse(0));
    if (!(deviation > 0) || !Double.isFinite(deviation)) {
      return Optional.empty();
    }
    Arrays.sort(along);
    double from = (along[(int) (TAIL * along.length)] - middle) / deviation;
    double to = (along[(int) ((1 - TAIL) * (along.length - 1))] - middle) / deviation;
    double[] mean = mean(inputs);
    List<Piece> pieces = new ArrayList<>();
    for (int j = 0; j < weights.length; j++) {
      double slope = deviation * dot(weights[j], direction);
      pieces.add(new Piece(slope, dot(weights[j], mean) + biases[j]));
    }
    return from < to ? Optional.of(new UnitShape(layer, unit, from, to, pieces)) : Optional.empty();
  }

  /** By the power method among the pieces, which are few. The steepest piece rises. */
  private double[] direction() {
    double[] mean = mean(weights);
    double[][] apart = new double[weights.length][];
    Arrays.setAll(apart, j -> minus(weights[j], mean));
    double[] direction =
        Arrays.stream(apart).reduce((a, b) -> dot(a, a) >= dot(b, b) ? a : b).get();
    for (int turn = 0; turn < TURNS; turn++) {
      double[] next = new double[mean.length];
      for (double[] each : apart) {
        double share = dot(each, direction);
        for (int i = 0; i < next.length; i++) {
          next[i] += share * each[i];
        }
      }
      direction = unit(next);
    }
    double rise = 0;
    for (double[] each : weights) {
      double slope = dot(each, direction);
      rise = Math.abs(slope) > Math.abs(rise) ? slope : rise;
    }
    double sign = rise < 0 ? -1 : 1;
    return Arrays.stream(direction).map(v -> sign * v).toArray();
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return mean;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = a.clone();
    for (int i = 0; i < b.length; i++) {
      difference[i] -= b[i];
    }
    return difference;
  }

  private static double[] unit(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    return length > 0 ? Arrays.stream(vector).map(v -> v / length).toArray() : vector;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
