package org.fathom4j.compiled.onednn;

import java.util.Arrays;
import java.util.List;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;

/**
 * The sum of the rows of each of several matrices, in the order in which oneDNN's inner products
 * sum them beside their gradients. (Its reduction takes fifty times as long.)
 */
final class GroupSums implements JavaKernel {
  private final int groups;
  private final int lanes;
  private final float[] matrix;
  private final float[] sums;
  private final int width;

  /**
   * Sums to take again and again.
   *
   * @param matrices rows of all of them
   * @param lanes every how many rows are summed first: 1, 8 or 16
   */
  GroupSums(Shape matrices, int groups, int lanes) {
    this.groups = groups;
    this.lanes = lanes;
    this.width = (int) (matrices.elements() / matrices.size(0));
    this.matrix = new float[(int) matrices.elements() / groups];
    this.sums = new float[lanes * width];
  }

  /** The order of a kernel, from its name: that of the vectors of its instructions. */
  static int lanes(String kernel) {
    if (!kernel.startsWith("brg")) {
      return 1;
    }
    return kernel.contains("avx512") ? 16 : 8;
  }

  @Override
  public void run(List<HostTensor> reads, List<HostTensor> writes, FactorTable now) {
    for (int group = 0; group < groups; group++) {
      reads.get(0).buffer().get(group * matrix.length, matrix, 0, matrix.length);
      Arrays.fill(sums, 0);
      for (int from = 0; from < matrix.length; from += sums.length) {
        add(matrix, from, 0, Math.min(sums.length, matrix.length - from));
      }
      for (int half = lanes / 2; half >= 4; half /= 2) {
        add(sums, half * width, 0, half * width);
      }
      if (lanes > 1) {
        add(sums, width, 0, width);
        add(sums, 3 * width, 2 * width, width);
        add(sums, 2 * width, 0, width);
      }
      writes.get(0).buffer().put(group * width, sums, 0, width);
    }
  }

  private void add(float[] terms, int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      sums[to + i] += terms[from + i];
    }
  }
}
