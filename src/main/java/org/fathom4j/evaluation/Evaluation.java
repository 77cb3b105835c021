package org.fathom4j.evaluation;

import org.fathom4j.scoring.Scores;

/** How well a network does on the test examples of a data set. */
public sealed interface Evaluation permits ClassEvaluation, NumberEvaluation {
  /** Title of the data set. */
  String data();

  /** What was measured. */
  Scores scores();

  /** Every example beside what is predicted for it. */
  Predictions predictions();
}
