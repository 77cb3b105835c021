package org.fathom4j.config;

import java.util.List;

/** The values that one swept parameter may take. */
public sealed interface SpaceSpec {
  /** How many values a grid takes of it. */
  long size();

  /** One of these, in order. */
  record Values(List<Object> values) implements SpaceSpec {
    /** Copies the values. */
    public Values {
      values = List.copyOf(values);
    }

    @Override
    public long size() {
      return values.size();
    }
  }

  /**
   * Whole numbers from {@code from} to {@code to}, both included.
   *
   * @param points how many a grid takes of them, evenly spaced; 0 is every one
   */
  record Integers(int from, int to, boolean log, int points) implements SpaceSpec {
    @Override
    public long size() {
      long all = (long) to - from + 1;
      return points == 0 ? all : Math.min(points, all);
    }
  }

  /**
   * Real numbers from {@code from} to {@code to}.
   *
   * @param points how many a grid takes of them, evenly spaced
   */
  record Reals(double from, double to, boolean log, int points) implements SpaceSpec {
    @Override
    public long size() {
      return points;
    }
  }
}
