package org.fathom4j.scoring;

import org.fathom4j.data.Batch;
import org.fathom4j.data.Target;

/** Predictions as they come in, batch by batch, and their scores in the end. For one thread. */
public sealed interface Scoring permits ClassScoring, NumberScoring, SequenceScoring {
  /** An empty scoring of what is to be predicted. */
  static Scoring of(Target target, Loss loss) {
    if (target instanceof Target.Sequence sequence) {
      return new SequenceScoring(sequence);
    }
    return target instanceof Target.Numbers numbers
        ? new NumberScoring(numbers, loss)
        : new ClassScoring(target.width(), loss);
  }

  /**
   * Takes in a batch.
   *
   * @param batch the examples, with their labels
   * @param outputs what the network gave for them, example by example
   */
  void add(Batch batch, float[] outputs);

  /** The scores of all that was taken in. */
  Scores scores();
}
