package org.fathom4j.study;

import org.fathom4j.report.lesson.Lesson;

/**
 * A small experiment in code, its options read and checked. Implementations are records of their
 * options; the same options give the same lesson.
 */
public interface Study {
  /**
   * Runs it.
   *
   * @throws org.fathom4j.problem.ExperimentException where it cannot be carried out; a known answer
   *     that is missed is part of the lesson instead
   */
  Lesson run(StudyContext context);
}
