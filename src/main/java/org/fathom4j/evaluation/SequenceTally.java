package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.fathom4j.evaluation.Evaluation.ClassScore;
import org.fathom4j.evaluation.Evaluation.Mistake;
import org.fathom4j.layers.output.Sequence;

/**
 * Counts readings of whole numbers (arXiv 1312.6082, section 3). A number longer than {@code
 * maxLength} is read right when it is said to be longer, whatever its digits.
 */
final class SequenceTally {
  private static final double WANTED = 0.98;

  private final List<Reading> readings = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private final int maxLength;
  private long digits;
  private long rightDigits;

  /** Lengths are those of the label's classes: 0 to {@code maxLength}, then longer. */
  private record Reading(int length, int lengthRead, boolean right, double confidence) {}

  SequenceTally(int maxLength) {
    this.maxLength = maxLength;
  }

  void add(Sequence read, float[] labels, int offset) {
    int length = Math.min((int) labels[offset], maxLength + 1);
    int lengthRead = read.more() ? maxLength + 1 : read.digits().size();
    int known = Math.min(length, maxLength);
    long same =
        IntStream.range(0, known)
            .filter(i -> i < read.digits().size())
            .filter(i -> read.digits().get(i) == (int) labels[offset + 1 + i])
            .count();
    digits += known;
    rightDigits += same;
    boolean right = length == lengthRead && (same == known || length > maxLength);
    if (!right) {
      String truth = truth(labels, offset, length);
      mistakes.add(new Mistake(readings.size(), truth, read.text(), read.probability()));
    }
    readings.add(new Reading(length, lengthRead, right, read.probability()));
  }

  /** The number of a label, {@code +} behind the digits of a longer one. */
  private String truth(float[] labels, int offset, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(length, maxLength); i++) {
      text.append((int) labels[offset + 1 + i]);
    }
    return length > maxLength ? text.append('+').toString() : text.toString();
  }

  Evaluation evaluation(String data) {
    long right = readings.stream().filter(Reading::right).count();
    List<Integer> lengths = IntStream.rangeClosed(0, maxLength + 1).boxed().toList();
    return new Evaluation(
        data,
        readings.size(),
        right / (double) readings.size(),
        lengths.stream().map(this::score).toList(),
        lengths.stream().map(row -> lengths.stream().map(to -> count(row, to)).toList()).toList(),
        Mistakes.mostConfident(mistakes),
        OptionalDouble.of(rightDigits / (double) digits),
        OptionalDouble.of(coverage(readings)));
  }

  private ClassScore score(int length) {
    List<Reading> of = readings.stream().filter(r -> r.length == length).toList();
    long said = readings.stream().filter(r -> r.lengthRead == length).count();
    long right = of.stream().filter(Reading::right).count();
    return new ClassScore(
        name(length), of.size(), right / (double) of.size(), right / (double) said);
  }

  private String name(int length) {
    return length > maxLength ? "more digits" : length + (length == 1 ? " digit" : " digits");
  }

  private int count(int length, int lengthRead) {
    return (int)
        readings.stream().filter(r -> r.length == length && r.lengthRead == lengthRead).count();
  }

  /** The largest share, most confident first, that is right often enough. */
  private static double coverage(List<Reading> readings) {
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
}
