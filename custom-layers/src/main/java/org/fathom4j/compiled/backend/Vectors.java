package org.fathom4j.compiled.backend;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network's own flat vectors, which programs read and write in place.
 *
 * @param parameters all parameters, floats without gaps
 * @param gradients all gradients, in the same order
 * @param state of the updater, where there is one and the program uses it
 */
public record Vectors(INDArray parameters, INDArray gradients, Optional<INDArray> state) {

  /** Without the updater's state. */
  public Vectors(INDArray parameters, INDArray gradients) {
    this(parameters, gradients, Optional.empty());
  }

  /** Where an array's first element lies; a view starts inside of its buffer. */
  public static long address(INDArray array) {
    return array.data().address() + array.offset() * Float.BYTES;
  }

  /** Whether parameters and gradients lie where those of the other do. */
  public boolean liesWith(Vectors other) {
    return address(parameters) == address(other.parameters)
        && address(gradients) == address(other.gradients);
  }
}
