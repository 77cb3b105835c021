package org.fathom4j.evaluation;

import java.util.Comparator;
import java.util.List;
import org.fathom4j.evaluation.Evaluation.Mistake;

/** Wrong predictions. */
final class Mistakes {
  private static final int KEPT = 50;

  private Mistakes() {}

  /** The most confident first. */
  static List<Mistake> mostConfident(List<Mistake> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Mistake::confidence).reversed())
        .limit(KEPT)
        .toList();
  }
}
