package org.fathom4j.experiment;

import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.training.TrainingListener.Progress;

/** Where a person watches a sweep; called from any thread. */
public interface Console {
  /** A line worth keeping. */
  void line(String text);

  /** Something that a person should know but that stops nothing. */
  void warn(String text);

  /** What is under way, of passing interest. */
  void status(String text);

  /** How far a trial is. */
  void progress(TrialRecord trial, Progress progress);

  /** A trial ended. */
  void trialEnded(TrialRecord trial);
}
