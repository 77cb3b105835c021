package org.fathom4j.layers.output;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Labels [batch, 1 + digits]: the length's class, then the digits. */
final class SequenceLabels {
  private SequenceLabels() {}

  /** Per example the class of each answer that counts: the length and the digits within it. */
  static int[][] read(INDArray labels, int batch, SequenceHeads heads) {
    if (labels.rank() != 2 || labels.size(0) != batch || labels.size(1) != heads.count()) {
      throw new IllegalArgumentException(
          "Labels of SequenceOutput must be [%d, %d], the length and %d digits, got shape %s"
              .formatted(batch, heads.count(), heads.digits(), Arrays.toString(labels.shape())));
    }
    double[] values = labels.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    int[][] targets = new int[batch][];
    for (int row = 0; row < batch; row++) {
      int first = row * heads.count();
      int length = checked(values[first], row, 0, heads);
      targets[row] = new int[1 + heads.digitsOf(length)];
      for (int head = 0; head < targets[row].length; head++) {
        targets[row][head] = checked(values[first + head], row, head, heads);
      }
    }
    return targets;
  }

  private static int checked(double value, int row, int head, SequenceHeads heads) {
    int whole = (int) value;
    if (whole != value || whole < 0 || whole >= heads.size(head)) {
      String what = head == 0 ? "the length" : "digit " + head;
      throw new IllegalArgumentException(
          "Labels of SequenceOutput: %s must be a whole number from 0 to %d, got %s in example %d"
              .formatted(what, heads.size(head) - 1, value, row));
    }
    return whole;
  }
}
