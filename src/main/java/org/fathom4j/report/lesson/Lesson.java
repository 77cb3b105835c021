package org.fathom4j.report.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.verdict.KnownAnswer;

/**
 * What an experiment teaches.
 *
 * @param answer to the experiment's question, one sentence with its figures
 * @param explanation what is seen and why, two or three sentences that a newcomer understands
 * @param knownAnswers what was known beforehand beside what was found; one that does not hold fails
 *     the run
 * @param exhibits pictures, the most telling first
 * @param tables numbers behind the pictures
 */
public record Lesson(
    String answer,
    String explanation,
    List<KnownAnswer> knownAnswers,
    List<Exhibit> exhibits,
    List<LessonTable> tables) {
  /** Copies the lists. */
  public Lesson {
    knownAnswers = List.copyOf(knownAnswers);
    exhibits = List.copyOf(exhibits);
    tables = List.copyOf(tables);
  }

  /** The known answers that were missed. */
  public List<KnownAnswer> missed() {
    return knownAnswers.stream().filter(answer -> !answer.holds()).toList();
  }

  /** Every number that was found, by the id of its known answer. */
  public Map<String, Double> measured() {
    Map<String, Double> measured = new LinkedHashMap<>();
    for (KnownAnswer answer : knownAnswers) {
      if (!Double.isNaN(answer.value())) {
        measured.put(answer.id(), answer.value());
      }
    }
    return measured;
  }
}
