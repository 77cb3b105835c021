package org.fathom4j.report.figures;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Level;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;

/** Axes that hold given values with some air around them. */
final class Axes {
  private static final double WIDE_RANGE = 16;
  private static final double AIR = 0.07;
  private static final double DOT = 0.009;
  private static final double FEW = 4;

  private Axes() {}

  /** The sweep's axis: ticks at its levels, logarithmic where they span a wide range. */
  static Axis levels(Findings findings) {
    List<Level> levels = findings.levels();
    List<Tick> ticks = levels.stream().map(l -> new Tick(l.position(), l.label())).toList();
    double low = levels.get(0).position();
    double high = levels.get(levels.size() - 1).position();
    return spaced(findings.axis(), low, high, findings.numericAxis(), ticks);
  }

  /**
   * A place beside the position, so that dots at one value do not hide each other.
   *
   * @param step by how many dots to the right, negative to the left
   */
  static double beside(Axis axis, double position, double step) {
    return axis.logarithmic()
        ? position * Math.pow(axis.high() / axis.low(), step * DOT)
        : position + step * DOT * (axis.high() - axis.low());
  }

  /**
   * An axis over a parameter's values, ticks at round values; at each whole number where there are
   * few between whole values: no network has two and a half layers.
   */
  static Axis parameter(String name, double[] values) {
    double low = values[0];
    double high = values[0];
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    boolean few = high - low <= FEW && Arrays.stream(values).allMatch(v -> v == Math.rint(v));
    return spaced(name, low, high, true, few ? whole((long) low, (long) high) : List.of());
  }

  private static List<Tick> whole(long low, long high) {
    return LongStream.rangeClosed(low, high).mapToObj(v -> new Tick(v, Long.toString(v))).toList();
  }

  private static Axis spaced(
      String title, double low, double high, boolean mayBeLogarithmic, List<Tick> ticks) {
    if (low == high) {
      double half = Math.max(Math.abs(low) * 0.1, 0.5);
      return new Axis(title, low - half, high + half, false, ticks);
    }
    if (mayBeLogarithmic && low > 0 && high / low >= WIDE_RANGE) {
      double air = Math.pow(high / low, AIR);
      return new Axis(title, low / air, high * air, true, ticks);
    }
    double air = (high - low) * AIR;
    return new Axis(title, low - air, high + air, false, ticks);
  }

  /**
   * An axis over measured values.
   *
   * @param percent whether 0 and 100 bound it
   */
  static Axis measured(String title, List<Double> values, boolean percent) {
    double low = values.stream().mapToDouble(v -> v).filter(Double::isFinite).min().orElse(0);
    double high = values.stream().mapToDouble(v -> v).filter(Double::isFinite).max().orElse(1);
    double air = high > low ? (high - low) * AIR : Math.max(Math.abs(low) * 0.05, 1e-6);
    double from = low - air;
    double to = high + air;
    if (percent) {
      from = Math.max(0, from);
      to = Math.min(100, to);
    } else if (low >= 0) {
      from = Math.max(0, from);
    }
    return new Axis(title, from, to > from ? to : from + 1, false, List.of());
  }
}
