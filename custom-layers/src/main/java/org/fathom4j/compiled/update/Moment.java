package org.fathom4j.compiled.update;

import org.fathom4j.compiled.graph.Batch;

/**
 * One update.
 *
 * @param batch what the gradient is summed over
 * @param watched whether somebody looks at the gradient vector afterwards, where Deeplearning4j
 *     leaves the step taken
 */
record Moment(Batch batch, boolean watched) {

  /** Updates before it. */
  int iteration() {
    return batch.iteration();
  }

  /** Epochs before it. */
  int epoch() {
    return batch.epoch();
  }

  /** Examples that the gradient is summed over. */
  int examples() {
    return batch.examples();
  }
}
