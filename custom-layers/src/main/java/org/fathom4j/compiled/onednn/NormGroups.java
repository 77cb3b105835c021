package org.fathom4j.compiled.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.fathom4j.compiled.graph.Shape;

/**
 * Which elements of a parameter share a norm, by where they are in memory: the parameter is so many
 * slabs one after the other, each with whole groups only. A column of a dense layer's weights (in
 * column order) is a slab of one group.
 *
 * @param slabs how many
 * @param length elements of a slab
 * @param groups groups of a slab
 * @param runs the dimensions of a slab from the slowest to the fastest; next to each other in
 *     memory, they take turns at being summed over or not
 */
record NormGroups(int slabs, int length, int groups, List<Run> runs) {
  /**
   * A dimension of a slab, or several that are dealt with alike.
   *
   * @param size elements along it
   * @param stride elements from one to the next
   * @param groupStride groups from one to the next, 0 where the norm is taken over this dimension
   */
  record Run(int size, int stride, int groupStride) {}

  /** What is done with a fastest run of elements. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Visits it.
     *
     * @param run its size and, by the group stride, whether it is one group or one per element
     * @param start index of its first element in the slab
     * @param group of its first element
     */
    void visit(Run run, int start, int group);
  }

  NormGroups {
    runs = List.copyOf(runs);
  }

  /** The groups of a row-major parameter of this shape, for norms over these dimensions. */
  static NormGroups of(Shape shape, Set<Integer> summed) {
    List<Run> runs = new ArrayList<>();
    int length = 1;
    int groups = 1;
    for (int dimension = shape.rank() - 1; dimension >= 0; dimension--) {
      int size = (int) shape.size(dimension);
      if (size == 1) {
        continue;
      }
      boolean sums = summed.contains(dimension);
      boolean joins = !runs.isEmpty() && (runs.get(0).groupStride == 0) == sums;
      if (joins) {
        Run faster = runs.remove(0);
        runs.add(0, new Run(faster.size * size, faster.stride, faster.groupStride));
      } else {
        runs.add(0, new Run(size, length, sums ? 0 : groups));
      }
      length *= size;
      groups *= sums ? 1 : size;
    }
    boolean independent = runs.size() > 1 && runs.get(0).groupStride > 0;
    if (!independent) {
      return new NormGroups(1, length, groups, runs);
    }
    int slabs = runs.remove(0).size;
    return new NormGroups(slabs, length / slabs, groups / slabs, runs);
  }

  /** Visits the fastest runs of a slab one after the other. */
  void walk(Visitor visitor) {
    if (runs.isEmpty()) {
      visitor.visit(new Run(1, 1, 0), 0, 0);
    } else {
      walk(0, 0, 0, visitor);
    }
  }

  private void walk(int depth, int start, int group, Visitor visitor) {
    Run run = runs.get(depth);
    if (depth == runs.size() - 1) {
      visitor.visit(run, start, group);
      return;
    }
    for (int i = 0; i < run.size; i++) {
      walk(depth + 1, start + i * run.stride, group + i * run.groupStride, visitor);
    }
  }

  /** The sums of squares of a slab, by group. */
  void squares(float[] slab, double[] sums) {
    Arrays.fill(sums, 0);
    walk(
        (run, start, group) -> {
          if (run.groupStride == 0) {
            sums[group] += squares(slab, start, start + run.size);
          } else {
            for (int i = 0; i < run.size; i++) {
              sums[group + i] += (double) slab[start + i] * slab[start + i];
            }
          }
        });
  }

  /** In four sums, which a processor adds side by side. */
  private static double squares(float[] slab, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      a += (double) slab[i] * slab[i];
      b += (double) slab[i + 1] * slab[i + 1];
      c += (double) slab[i + 2] * slab[i + 2];
      d += (double) slab[i + 3] * slab[i + 3];
    }
    for (; i < to; i++) {
      a += (double) slab[i] * slab[i];
    }
    return a + b + c + d;
  }

  /** Multiplies the elements of a slab by the factors of their groups. */
  void scale(float[] slab, float[] factors) {
    walk(
        (run, start, group) -> {
          if (run.groupStride == 0) {
            float factor = factors[group];
            for (int i = start; i < start + run.size; i++) {
              slab[i] *= factor;
            }
          } else {
            for (int i = 0; i < run.size; i++) {
              slab[start + i] *= factors[group + i];
            }
          }
        });
  }
}
