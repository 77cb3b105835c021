package org.fathom4j.training;

import java.util.List;
import org.fathom4j.data.Target;
import org.fathom4j.layers.output.Sequence;
import org.fathom4j.layers.output.SequenceDecoder;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scores whole numbers: the loss of arXiv 1312.6082, section 4, and whether length and every digit
 * are right.
 *
 * @param target length and symbols of the numbers
 */
record SequenceScore(Target.Sequence target) {
  private static final double TINY = 1e-10;

  /** {@code -log P(L) - sum of log P(S_i)} over the digits that the number has. */
  double loss(float[] probabilities, int from, float[] labels, int label) {
    int length = (int) labels[label];
    double sum = log(probabilities[from + length]);
    int digits = Math.min(length, target.maxLength());
    for (int i = 0; i < digits; i++) {
      int head = from + target.maxLength() + 2 + i * target.symbols();
      sum += log(probabilities[head + (int) labels[label + 1 + i]]);
    }
    return -sum;
  }

  /** The numbers read out of a batch's outputs. */
  List<Sequence> read(INDArray outputs) {
    return new SequenceDecoder(target.maxLength(), target.symbols()).decode(outputs);
  }

  /** Whether the number read is the one of the label. */
  boolean right(Sequence read, float[] labels, int label) {
    int length = (int) labels[label];
    if (read.more() || length > target.maxLength()) {
      return read.more() && length > target.maxLength();
    }
    if (read.digits().size() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (read.digits().get(i) != (int) labels[label + 1 + i]) {
        return false;
      }
    }
    return true;
  }

  private static double log(double probability) {
    return Math.log(Math.max(probability, TINY));
  }
}
