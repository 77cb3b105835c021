package org.fathom4j.training;

import java.util.function.Supplier;
import org.fathom4j.metrics.EpochRecord;

/** Hears how a training goes. */
public interface TrainingListener {
  /** After each step. */
  void stepEnded(Progress progress);

  /**
   * After each epoch, once it is scored.
   *
   * @param checkpoint makes one of the training as it stands; for use within the call
   */
  void epochEnded(EpochRecord epoch, Supplier<Checkpoint> checkpoint);

  /**
   * How far a training is.
   *
   * @param epoch the epoch under way, from 1
   * @param epochs most epochs it will have
   * @param examples examples seen in this epoch
   * @param examplesPerEpoch examples of a whole epoch
   * @param loss mean training loss of the epoch so far
   */
  record Progress(int epoch, int epochs, int examples, int examplesPerEpoch, double loss) {}
}
