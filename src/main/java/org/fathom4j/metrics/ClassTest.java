package org.fathom4j.metrics;

import java.util.List;

/**
 * What the one test of a network said of classes, or of whole numbers, which are classed by their
 * length.
 *
 * @param classes their names, in order
 * @param told how many examples of a class were told as a class, the pairs that occur
 * @param wrong how many answers were wrong
 * @param mistakes wrong answers, the most confident first; not all of them
 */
public record ClassTest(List<String> classes, List<Told> told, int wrong, List<Mistake> mistakes) {
  /** Of a network that tells no classes. */
  public static final ClassTest NONE = new ClassTest(List.of(), List.of(), 0, List.of());

  /** Copies the lists. */
  public ClassTest {
    classes = List.copyOf(classes);
    told = List.copyOf(told);
    mistakes = List.copyOf(mistakes);
  }

  /**
   * Examples of one class that were told as one class.
   *
   * @param truth place of the true class among the names
   * @param as place of the class that was told
   * @param examples how many
   */
  public record Told(int truth, int as, int examples) {
    /** Whether they were told right. */
    public boolean right() {
      return truth == as;
    }
  }

  /**
   * A wrong answer.
   *
   * @param index of the example among those that were tested
   * @param label the truth
   * @param predicted what the network said
   * @param confidence the probability that it gave
   */
  public record Mistake(int index, String label, String predicted, double confidence) {}

  /** How many examples were tested. */
  public int examples() {
    return told.stream().mapToInt(Told::examples).sum();
  }

  /** Examples by true class (row) and class told (column). */
  public int[][] counts() {
    int[][] counts = new int[classes.size()][classes.size()];
    told.forEach(t -> counts[t.truth()][t.as()] = t.examples());
    return counts;
  }
}
