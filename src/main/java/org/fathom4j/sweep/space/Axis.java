package org.fathom4j.sweep.space;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.fathom4j.problem.InvalidSpecException;

/** The values that one parameter may take. */
public sealed interface Axis {
  /** The axis as a number line; for a choice, that of its indices. */
  Scale scale();

  /** Whether neighbours on the scale are alike, so that a model may smooth over it. */
  boolean ordered();

  /** The value that a number of the scale stands for. */
  Object value(double number);

  /** The number on the scale of a value; empty where the axis does not have it. */
  OptionalDouble number(Object value);

  /** How many values of a range a grid takes; 0 for all. */
  int points();

  /** How many values there are; {@link Long#MAX_VALUE} for real numbers without a step. */
  default long size() {
    return scale().size();
  }

  /** Every value, in order; only where they can be counted. */
  default List<Object> all() {
    if (size() > Integer.MAX_VALUE) {
      throw new IllegalStateException("this axis has too many values to list: " + this);
    }
    List<Object> values = new ArrayList<>();
    for (long k = 0; k < size(); k++) {
      values.add(value(scale().low() + k * scale().step()));
    }
    return values;
  }

  /**
   * The values that a grid takes: all, or {@link #points()} evenly spaced ones from end to end.
   *
   * @throws InvalidSpecException for real numbers of which it is not said how many
   */
  default List<Object> grid() {
    if (points() == 0) {
      if (size() == Long.MAX_VALUE) {
        throw new InvalidSpecException(
            "a grid must be told how many of the real numbers it takes, by points or a step: "
                + this);
      }
      return all();
    }
    double low = scale().low();
    double high = scale().high();
    Set<Object> values = new LinkedHashSet<>();
    for (int k = 0; k < points(); k++) {
      double part = points() == 1 ? 0 : k / (double) (points() - 1);
      double inside = scale().log() ? low * Math.pow(high / low, part) : low + (high - low) * part;
      values.add(value(part == 1 ? high : scale().nearest(inside)));
    }
    return List.copyOf(values);
  }

  /** Whole numbers from {@code from} to {@code to}, both included. */
  static Axis ints(int from, int to) {
    return new Ints(from, to, 1, false, 0);
  }

  /** Whole numbers from {@code from} to {@code to}, evenly by their logarithm. */
  static Axis logInts(int from, int to) {
    return new Ints(from, to, 1, true, 0);
  }

  /** Real numbers. */
  static Axis reals(double from, double to) {
    return new Reals(from, to, 0, false, 0);
  }

  /** Real numbers, evenly by their logarithm. */
  static Axis logReals(double from, double to) {
    return new Reals(from, to, 0, true, 0);
  }

  /** One of some values that have no order. */
  static Axis choice(Object... values) {
    return new Choice(List.of(values), false);
  }

  /** One of some values of which neighbours are alike, such as widths 16, 32, 64. */
  static Axis ordered(Object... values) {
    return new Choice(List.of(values), true);
  }

  /** Yes or no. */
  static Axis bool() {
    return choice(false, true);
  }

  /** A parameter that has the same value everywhere. */
  static Axis fixed(Object value) {
    return choice(value);
  }

  /**
   * Whole numbers.
   *
   * @param from smallest
   * @param to greatest; the last whole step at or below it counts
   * @param step distance of neighbours, at least 1
   * @param log whether they are spread evenly by their logarithm
   * @param points how many a grid takes; 0 for all
   */
  record Ints(int from, int to, int step, boolean log, int points) implements Axis {
    /** Checks the range. */
    public Ints {
      Axes.check(from, to, step, log, points);
      if (step < 1) {
        throw new InvalidSpecException("step: must be at least 1, got " + step);
      }
    }

    @Override
    public Scale scale() {
      long steps = ((long) to - from) / step;
      return new Scale(from, from + (double) steps * step, step, log);
    }

    @Override
    public boolean ordered() {
      return true;
    }

    @Override
    public Object value(double number) {
      return (int) Math.rint(number);
    }

    @Override
    public OptionalDouble number(Object value) {
      return Axes.number(value, scale());
    }
  }

  /**
   * Real numbers.
   *
   * @param from smallest
   * @param to greatest; with a step, the last whole step at or below it counts
   * @param step distance of neighbours; 0 for every real number
   * @param log whether they are spread evenly by their logarithm
   * @param points how many a grid takes; 0 for all that a step leaves
   */
  record Reals(double from, double to, double step, boolean log, int points) implements Axis {
    /** Checks the range. */
    public Reals {
      Axes.check(from, to, step, log, points);
    }

    @Override
    public Scale scale() {
      double steps = step > 0 ? Math.floor((to - from) / step + 1e-9) : 0;
      return new Scale(from, step > 0 ? from + steps * step : to, step, log);
    }

    @Override
    public boolean ordered() {
      return true;
    }

    @Override
    public Object value(double number) {
      if (step == 0) {
        return number;
      }
      // 0.1 + 2 * 0.1 is to be 0.3
      BigDecimal steps = BigDecimal.valueOf(Math.rint((number - from) / step));
      return BigDecimal.valueOf(step).multiply(steps).add(BigDecimal.valueOf(from)).doubleValue();
    }

    @Override
    public OptionalDouble number(Object value) {
      return Axes.number(value, scale());
    }
  }

  /**
   * One of some values.
   *
   * @param values at least one, each once
   * @param ordered whether neighbours are alike
   */
  record Choice(List<Object> values, boolean ordered) implements Axis {
    /** Copies the values. */
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty() || Set.copyOf(values).size() < values.size()) {
        throw new InvalidSpecException(
            "a choice needs at least one value, each once, got " + values);
      }
    }

    @Override
    public Scale scale() {
      return new Scale(0, values.size() - 1.0, 1, false);
    }

    @Override
    public Object value(double number) {
      return values.get((int) Math.rint(number));
    }

    @Override
    public OptionalDouble number(Object value) {
      for (int k = 0; k < values.size(); k++) {
        if (Axes.same(values.get(k), value)) {
          return OptionalDouble.of(k);
        }
      }
      return OptionalDouble.empty();
    }

    @Override
    public int points() {
      return 0;
    }
  }
}
