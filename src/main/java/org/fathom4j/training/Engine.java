package org.fathom4j.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes training steps of one network, whose own arrays are up to date after an output and an
 * epoch's end. For one thread.
 */
public interface Engine extends AutoCloseable {
  /** What it is, for tags and tables: {@code dl4j} or {@code compiled/onednn}. */
  String name();

  /**
   * One step: forward, backward, update.
   *
   * @param features one mini-batch: [batch, channels, height, width] or [batch, numbers]
   * @param labels [batch, labels]
   * @return the mean loss before the update, regularization included
   */
  double step(INDArray features, INDArray labels);

  /** What the network predicts, dropout off: [batch, outputs]. */
  INDArray output(INDArray features);

  /** Tells the network that an epoch is over, for schedules by epoch. */
  void epochEnded();

  @Override
  void close();
}
