package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * An operation that runs in Java on row-major values: losses, random masks, whatever no backend
 * offers.
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
