package org.fathom4j.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.fathom4j.evaluation.Evaluation.ClassScore;
import org.fathom4j.evaluation.Evaluation.Mistake;

/** Counts predictions of classes. */
final class ClassTally {
  private final List<String> names;
  private final int[][] counts;
  private final List<Mistake> mistakes = new ArrayList<>();
  private int examples;

  ClassTally(List<String> names) {
    this.names = names;
    this.counts = new int[names.size()][names.size()];
  }

  void add(int label, int predicted, double confidence) {
    counts[label][predicted]++;
    if (label != predicted) {
      mistakes.add(new Mistake(examples, names.get(label), names.get(predicted), confidence));
    }
    examples++;
  }

  Evaluation evaluation(String data) {
    int right = IntStream.range(0, names.size()).map(c -> counts[c][c]).sum();
    return new Evaluation(
        data,
        examples,
        right / (double) examples,
        IntStream.range(0, names.size()).mapToObj(this::score).toList(),
        Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList(),
        Mistakes.mostConfident(mistakes),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private ClassScore score(int c) {
    int of = Arrays.stream(counts[c]).sum();
    int said = Arrays.stream(counts).mapToInt(row -> row[c]).sum();
    return new ClassScore(
        names.get(c), of, counts[c][c] / (double) of, counts[c][c] / (double) said);
  }
}
