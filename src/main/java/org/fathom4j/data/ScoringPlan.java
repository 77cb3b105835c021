package org.fathom4j.data;

/**
 * Examples that a stored network can be scored on: checked, not yet read. Only the files that hold
 * them are asked for, never those of a training.
 */
public interface ScoringPlan {
  /**
   * Reads or generates them, as the network sees its own test examples.
   *
   * @throws org.fathom4j.problem.InvalidSpecException if the files cannot be had or are damaged
   */
  Scorable load();

  /**
   * Examples to score.
   *
   * @param examples all of them, whether a training saw them or not
   * @param name of the data set, as in the YAML
   * @param title as shown on figures
   */
  record Scorable(Examples examples, String name, String title) {}
}
