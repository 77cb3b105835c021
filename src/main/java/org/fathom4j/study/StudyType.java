package org.fathom4j.study;

import org.fathom4j.config.Options;

/**
 * One kind of study that an experiment file can name: the extension point for studies.
 * Implementations listed in {@code META-INF/services/org.fathom4j.study.StudyType} are found.
 */
public interface StudyType {
  /** The name in the file, such as {@code xor}. */
  String name();

  /** What it shows, in one line. */
  String description();

  /**
   * Reads the options. Mistakes go to {@link Options#problem} or are found by its reading methods;
   * whatever is returned then is never run.
   *
   * @param options the study's mapping; unknown keys are reported by the caller
   */
  Study read(Options options);
}
