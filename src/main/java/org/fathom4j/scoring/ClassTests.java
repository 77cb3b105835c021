package org.fathom4j.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.data.Target;
import org.fathom4j.metrics.ClassTest;
import org.fathom4j.metrics.ClassTest.Mistake;
import org.fathom4j.metrics.ClassTest.Told;
import org.fathom4j.scoring.SequenceScoring.Reading;

/** Sums predictions up as what is kept of a test. */
public final class ClassTests {
  private static final int KEPT = 50;

  private ClassTests() {}

  /**
   * What is kept; empty where numbers are predicted.
   *
   * @param target what was to be predicted
   */
  public static Optional<ClassTest> of(Target target, Scoring scoring) {
    if (scoring instanceof ClassScoring classes && target instanceof Target.Classes named) {
      return Optional.of(of(named.names(), classes));
    }
    return scoring instanceof SequenceScoring sequences
        ? Optional.of(of(sequences))
        : Optional.empty();
  }

  /** Of classes with these names. */
  public static ClassTest of(List<String> names, ClassScoring scoring) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int i = 0; i < scoring.size(); i++) {
      int label = scoring.label(i);
      int predicted = scoring.predicted(i);
      if (label != predicted) {
        mistakes.add(new Mistake(i, names.get(label), names.get(predicted), scoring.confidence(i)));
      }
    }
    return new ClassTest(
        names, told(scoring.confusion()), mistakes.size(), mostConfident(mistakes));
  }

  /** Of whole numbers: their lengths as classes, the numbers themselves as mistakes. */
  public static ClassTest of(SequenceScoring scoring) {
    int most = scoring.target().maxLength();
    List<String> names =
        IntStream.rangeClosed(0, most + 1).mapToObj(length -> length(length, most)).toList();
    List<Reading> readings = scoring.readings();
    List<Mistake> mistakes =
        IntStream.range(0, readings.size())
            .filter(i -> !readings.get(i).right())
            .mapToObj(i -> mistake(i, readings.get(i)))
            .toList();
    return new ClassTest(
        names, told(scoring.confusion()), mistakes.size(), mostConfident(mistakes));
  }

  private static String length(int length, int most) {
    return length > most ? "more digits" : length + (length == 1 ? " digit" : " digits");
  }

  private static Mistake mistake(int index, Reading reading) {
    return new Mistake(index, reading.truth(), reading.read(), reading.confidence());
  }

  private static List<Told> told(Confusion confusion) {
    List<Told> told = new ArrayList<>();
    int[][] counts = confusion.counts();
    for (int truth = 0; truth < counts.length; truth++) {
      for (int as = 0; as < counts.length; as++) {
        if (counts[truth][as] > 0) {
          told.add(new Told(truth, as, counts[truth][as]));
        }
      }
    }
    return told;
  }

  private static List<Mistake> mostConfident(List<Mistake> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Mistake::confidence).reversed())
        .limit(KEPT)
        .toList();
  }
}
