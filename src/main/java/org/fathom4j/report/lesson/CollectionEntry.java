package org.fathom4j.report.lesson;

import java.util.List;
import org.fathom4j.verdict.KnownAnswer;

/**
 * One experiment on the page of its collection.
 *
 * @param name of the experiment
 * @param number of its file, such as {@code 01}; may be empty
 * @param section of what the collection is taken from, such as {@code 6.1}; may be empty
 * @param question what it asks
 * @param answer what was found
 * @param explanation why, for a newcomer
 * @param data the data set's title; empty where it has none
 * @param exhibits its pictures, the most telling first
 * @param tables numbers behind them
 * @param knownAnswers what was known beforehand
 * @param command that runs it again
 */
public record CollectionEntry(
    String name,
    String number,
    String section,
    String question,
    String answer,
    String explanation,
    String data,
    List<Exhibit> exhibits,
    List<LessonTable> tables,
    List<KnownAnswer> knownAnswers,
    String command) {
  /** Copies the lists. */
  public CollectionEntry {
    exhibits = List.copyOf(exhibits);
    tables = List.copyOf(tables);
    knownAnswers = List.copyOf(knownAnswers);
  }

  /** How many known answers hold. */
  public long held() {
    return knownAnswers.stream().filter(KnownAnswer::holds).count();
  }
}
