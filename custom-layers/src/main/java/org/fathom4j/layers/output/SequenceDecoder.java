package org.fathom4j.layers.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.fathom4j.layers.LayerRules;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads the most probable number out of the probabilities that a {@link SequenceOutput} gives.
 *
 * <pre>
 * best = the n that maximizes log P(L = n) + sum over i = 1..min(n, N) of max log P(S_i)
 * </pre>
 *
 * <p>One running sum over the digits serves all lengths, so the work grows with N, not with its
 * square. Paper: arXiv 1312.6082, appendix A.
 */
public final class SequenceDecoder {
  private final SequenceHeads heads;

  /**
   * A decoder for numbers of up to {@code digits} digits of {@code classes} values each.
   *
   * @param digits at least 1
   * @param classes at least 2
   */
  public SequenceDecoder(int digits, int classes) {
    LayerRules rules = new LayerRules("SequenceDecoder", null);
    rules.atLeast("digits", 1, digits);
    rules.atLeast("classes", 2, classes);
    this.heads = new SequenceHeads(digits, classes);
  }

  /** The decoder of this layer's output. */
  public static SequenceDecoder of(SequenceOutput layer) {
    return new SequenceDecoder(layer.getDigits(), layer.getClasses());
  }

  /**
   * The most probable number of each example.
   *
   * @param probabilities the layer's output, [batch, outputs]
   */
  public List<Sequence> decode(INDArray probabilities) {
    if (probabilities.rank() != 2 || probabilities.size(1) != heads.outputs()) {
      throw new DL4JInvalidInputException(
          "Output to decode must be [batch, %d], got shape %s"
              .formatted(heads.outputs(), Arrays.toString(probabilities.shape())));
    }
    double[] all = probabilities.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    List<Sequence> sequences = new ArrayList<>();
    for (int start = 0; start < all.length; start += heads.outputs()) {
      sequences.add(decode(Arrays.copyOfRange(all, start, start + heads.outputs())));
    }
    return List.copyOf(sequences);
  }

  /**
   * The most probable number of one example.
   *
   * @param probabilities the layer's output for it
   */
  public Sequence decode(double[] probabilities) {
    if (probabilities.length != heads.outputs()) {
      throw new DL4JInvalidInputException(
          "Output to decode must be %d numbers, got %d"
              .formatted(heads.outputs(), probabilities.length));
    }
    double[] byLength = logProbabilities(probabilities);
    int length = largest(byLength, 0, byLength.length);
    List<Integer> digits = new ArrayList<>();
    for (int head = 1; head <= heads.digitsOf(length); head++) {
      digits.add(best(probabilities, head) - heads.start(head));
    }
    return new Sequence(digits, length > heads.digits(), byLength[length]);
  }

  /**
   * For each length class the log-probability of the best number of that length.
   *
   * @param probabilities the layer's output for one example
   */
  double[] logProbabilities(double[] probabilities) {
    double[] byLength = new double[heads.lengths()];
    double digits = 0;
    for (int length = 0; length < byLength.length; length++) {
      if (length > 0 && length <= heads.digits()) {
        digits += Math.log(probabilities[best(probabilities, length)]);
      }
      byLength[length] = Math.log(probabilities[length]) + digits;
    }
    return byLength;
  }

  private int best(double[] probabilities, int head) {
    int start = heads.start(head);
    return largest(probabilities, start, start + heads.size(head));
  }

  private static int largest(double[] values, int start, int end) {
    int largest = start;
    for (int i = start + 1; i < end; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
