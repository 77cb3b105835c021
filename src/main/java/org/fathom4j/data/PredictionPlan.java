package org.fathom4j.data;

/** Examples that a stored network can be asked about: checked, not yet read. */
public interface PredictionPlan {
  /**
   * Opens them.
   *
   * @throws org.fathom4j.problem.InvalidSpecException if the files cannot be had or are damaged
   */
  ExampleStream open();
}
