package org.fathom4j.sweep.arbiter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Entry;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/**
 * One of Arbiter's spaces as one of ours: each leaf is an axis, lists, whole numbers and flags by
 * the number of their value, all else from 0 to 1. A leaf that two places share is one axis; what
 * has one value alone multiplies nothing.
 *
 * @param leaves in the order of their indices
 * @param space with an axis for each
 */
public record LeafSpace(List<ParameterSpace<?>> leaves, Space space) {
  /** Copies the leaves. */
  public LeafSpace {
    leaves = List.copyOf(leaves);
  }

  /**
   * The space, whose leaves are given their indices.
   *
   * @param points how many a grid takes of a range; 0 for all of whole numbers
   */
  public static LeafSpace of(ParameterSpace<?> parameters, int points) {
    List<ParameterSpace<?>> all = new ArrayList<>();
    for (ParameterSpace<?> leaf : LeafUtils.getUniqueObjects(parameters.collectLeaves())) {
      if (leaf.numParameters() > 0) {
        all.add(leaf);
      }
    }
    List<OptionalInt> before = all.stream().map(leaf -> index(leaf, all.size())).toList();
    List<ParameterSpace<?>> leaves = new ArrayList<>();
    Map<OptionalInt, Integer> tied = new HashMap<>();
    Space space = Space.empty();
    for (int k = 0; k < all.size(); k++) {
      ParameterSpace<?> leaf = all.get(k);
      Integer axis = before.get(k).isPresent() ? tied.get(before.get(k)) : null;
      if (axis == null) {
        axis = leaves.size();
        space = space.with("leaf" + axis, axis(leaf, points));
        leaves.add(leaf);
        tied.put(before.get(k), axis);
      }
      leaf.setIndices(axis);
    }
    return new LeafSpace(leaves, space);
  }

  /**
   * The index that a leaf has, as a configuration's JSON keeps it: there two leaves of one index
   * are what was one space of two layers. Empty where it has none or one value alone.
   */
  private static OptionalInt index(ParameterSpace<?> leaf, int count) {
    double[] low = new double[count];
    Arrays.fill(low, 0.001);
    try {
      for (int k = 0; k < count; k++) {
        double[] high = low.clone();
        high[k] = 0.999;
        if (!leaf.getValue(high).equals(leaf.getValue(low))) {
          return OptionalInt.of(k);
        }
      }
    } catch (IllegalStateException | ArrayIndexOutOfBoundsException unset) {
      return OptionalInt.empty();
    }
    return OptionalInt.empty();
  }

  /** Arbiter's numbers from 0 to 1: the middle of each value's share of its leaf. */
  public double[] place(Point point) {
    double[] place = new double[space.entries().size()];
    for (int k = 0; k < place.length; k++) {
      Entry entry = space.entries().get(k);
      Axis axis = entry.axis();
      Object value = point.get(entry.name());
      place[k] =
          axis instanceof Axis.Reals
              ? (Double) value
              : ((Number) value).doubleValue() / axis.size() + 0.5 / axis.size();
    }
    return place;
  }

  /** The value of each leaf at a place: numbers and flags as such, all else as text. */
  public Map<String, Object> values(double[] place, List<String> names) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int k = 0; k < leaves.size(); k++) {
      Object value = leaves.get(k).getValue(place);
      boolean plain =
          value instanceof Integer || value instanceof Double || value instanceof Boolean;
      values.put(names.get(k), plain ? value : String.valueOf(value));
    }
    return values;
  }

  private static Axis axis(ParameterSpace<?> leaf, int points) {
    if (leaf instanceof DiscreteParameterSpace<?> list) {
      return indices(list.numValues());
    }
    if (leaf instanceof IntegerParameterSpace range && uniform(range)) {
      int last = range.getMax() - range.getMin();
      return new Axis.Ints(0, last, 1, false, last < points ? 0 : points);
    }
    return leaf instanceof BooleanSpace ? indices(2) : new Axis.Reals(0, 1, 0, false, points);
  }

  /** Whether its values have equal shares; a distribution of one's own keeps its shape. */
  private static boolean uniform(IntegerParameterSpace range) {
    double size = range.getMax() - range.getMin() + 1.0;
    range.setIndices(0);
    return DoubleStream.of(0, Math.floor(size / 4), Math.floor(size / 2), size - 1)
        .allMatch(k -> range.getValue(new double[] {(k + 0.5) / size}) - range.getMin() == (int) k);
  }

  private static Axis indices(int count) {
    Object[] indices = new Object[count];
    for (int k = 0; k < count; k++) {
      indices[k] = k;
    }
    return Axis.choice(indices);
  }
}
