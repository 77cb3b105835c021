package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.fathom4j.evaluation.Evaluation.Mistake;
import org.fathom4j.layers.output.Sequence;

/** Counts readings of whole numbers (arXiv 1312.6082, section 3). */
final class SequenceTally {
  private static final int MISTAKES = 50;
  private static final double WANTED = 0.98;

  private final List<Reading> readings = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private final int maxLength;
  private long digits;
  private long rightDigits;

  private record Reading(boolean right, double confidence) {}

  SequenceTally(int maxLength) {
    this.maxLength = maxLength;
  }

  void add(Sequence read, float[] labels, int offset) {
    String truth = truth(labels, offset);
    boolean right = read.text().equals(truth);
    if (!right) {
      mistakes.add(new Mistake(readings.size(), truth, read.text(), read.probability()));
    }
    readings.add(new Reading(right, read.probability()));
    if (!read.more() && read.text().length() == truth.length()) {
      for (int i = 0; i < truth.length(); i++) {
        digits++;
        rightDigits += read.text().charAt(i) == truth.charAt(i) ? 1 : 0;
      }
    }
  }

  /** The number of a label, {@code +} behind the digits of a longer one. */
  private String truth(float[] labels, int offset) {
    int length = (int) labels[offset];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(length, maxLength); i++) {
      text.append((int) labels[offset + 1 + i]);
    }
    return length > maxLength ? text.append('+').toString() : text.toString();
  }

  Evaluation evaluation(String data) {
    long right = readings.stream().filter(Reading::right).count();
    return new Evaluation(
        data,
        readings.size(),
        right / (double) readings.size(),
        List.of(),
        List.of(),
        mistakes.stream()
            .sorted(Comparator.comparingDouble(Mistake::confidence).reversed())
            .limit(MISTAKES)
            .toList(),
        OptionalDouble.of(rightDigits / (double) digits),
        OptionalDouble.of(coverage(readings)));
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
