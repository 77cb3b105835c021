package org.fathom4j.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Target;
import org.fathom4j.layers.output.Sequence;
import org.fathom4j.layers.output.SequenceDecoder;
import org.fathom4j.metrics.Quantity;

/**
 * Readings of whole numbers (arXiv 1312.6082, sections 3 and 4). A number is read right when its
 * length and all of its digits are; one longer than is read, when it is said to be longer, whatever
 * its digits. The loss of an example is {@code -log P(L) - sum of log P(S_i)} over the digits that
 * it has.
 */
public final class SequenceScoring implements Scoring {
  private static final double WANTED = 0.98;

  private final Target.Sequence target;
  private final SequenceDecoder decoder;
  private final List<Reading> readings = new ArrayList<>();
  private double losses;
  private long digits;
  private long rightDigits;

  /**
   * One number and what was read.
   *
   * @param truth its digits, {@code +} behind those of a longer one
   * @param read likewise
   * @param length its length class: 0 to the most digits that are read, then longer
   * @param lengthRead likewise
   * @param right whether length and digits are the same
   * @param confidence the probability of length and digits together
   */
  public record Reading(
      String truth, String read, int length, int lengthRead, boolean right, double confidence) {}

  /** An empty scoring. */
  public SequenceScoring(Target.Sequence target) {
    this.target = target;
    this.decoder = new SequenceDecoder(target.maxLength(), target.symbols());
  }

  /** What is predicted. */
  public Target.Sequence target() {
    return target;
  }

  @Override
  public void add(Batch batch, float[] outputs) {
    int width = outputs.length / batch.size();
    for (int i = 0; i < batch.size(); i++) {
      double[] probabilities = new double[width];
      Arrays.setAll(probabilities, at(outputs, i * width));
      int label = i * target.width();
      losses += loss(probabilities, batch.labels(), label);
      add(decoder.decode(probabilities), batch.labels(), label);
    }
  }

  private static java.util.function.IntToDoubleFunction at(float[] outputs, int from) {
    return j -> outputs[from + j];
  }

  private double loss(double[] probabilities, float[] labels, int label) {
    int length = (int) labels[label];
    double sum = Loss.log(probabilities[length]);
    for (int i = 0; i < Math.min(length, target.maxLength()); i++) {
      int head = target.maxLength() + 2 + i * target.symbols();
      sum += Loss.log(probabilities[head + (int) labels[label + 1 + i]]);
    }
    return -sum;
  }

  /** Takes in one number; its loss is not counted. */
  void add(Sequence read, float[] labels, int offset) {
    int most = target.maxLength();
    int length = Math.min((int) labels[offset], most + 1);
    int lengthRead = read.more() ? most + 1 : read.digits().size();
    int known = Math.min(length, most);
    long same =
        IntStream.range(0, known)
            .filter(i -> i < read.digits().size())
            .filter(i -> read.digits().get(i) == (int) labels[offset + 1 + i])
            .count();
    digits += known;
    rightDigits += same;
    boolean right = length == lengthRead && (same == known || length > most);
    String truth = truth(labels, offset, length);
    readings.add(new Reading(truth, read.text(), length, lengthRead, right, read.probability()));
  }

  private String truth(float[] labels, int offset, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(length, target.maxLength()); i++) {
      text.append((int) labels[offset + 1 + i]);
    }
    return length > target.maxLength() ? text.append('+').toString() : text.toString();
  }

  /** Every number, in order. */
  public List<Reading> readings() {
    return List.copyOf(readings);
  }

  /** Numbers by true and by read length class. */
  public Confusion confusion() {
    int[][] counts = new int[target.maxLength() + 2][target.maxLength() + 2];
    readings.forEach(reading -> counts[reading.length()][reading.lengthRead()]++);
    return new Confusion(counts);
  }

  /**
   * Share of all true digits that stand in their place in the number read, so that a number of the
   * wrong length counts too.
   */
  public double digitAccuracy() {
    return rightDigits / (double) digits;
  }

  /** Share of the numbers, most confident first, that is kept at 98% accuracy. */
  public double coverage() {
    List<Reading> sorted =
        readings.stream()
            .sorted(Comparator.comparingDouble(Reading::confidence).reversed())
            .toList();
    int right = 0;
    int kept = 0;
    for (int i = 0; i < sorted.size(); i++) {
      right += sorted.get(i).right() ? 1 : 0;
      if (right >= WANTED * (i + 1)) {
        kept = i + 1;
      }
    }
    return kept / (double) sorted.size();
  }

  @Override
  public Scores scores() {
    double examples = readings.size();
    long right = readings.stream().filter(Reading::right).count();
    return new Scores(
        readings.size(),
        Map.of(
            Quantity.LOSS,
            losses / examples,
            Quantity.ACCURACY,
            right / examples,
            Quantity.DIGIT_ACCURACY,
            digitAccuracy(),
            Quantity.COVERAGE_AT_98,
            coverage()));
  }
}
