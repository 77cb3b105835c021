package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * An operation that runs in Java on row-major values, beside whatever backend: losses, activations
 * and layers that are known to Deeplearning4j, or to a user, alone.
 *
 * <p>Tensors that are parts of the network's vectors are handed to it where the network has them,
 * whatever memory programs keep them in: what is read is there, what is written is taken from
 * there.
 *
 * <p>It says its own backward steps; most need none.
 */
public interface HostOperation extends Operation {

  /**
   * Does the work of one step.
   *
   * @param reads the tensors read, in the step's order
   * @param writes the tensors to fill, in the step's order
   * @param batch what the program runs on now
   * @return what the step adds to the score, mostly 0
   */
  double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch);

  @Override
  default void backward(Step forward, Backpropagation back) {}
}
