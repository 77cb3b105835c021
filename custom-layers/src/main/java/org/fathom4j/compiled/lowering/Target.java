package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;

/**
 * What a batch of a training has for an output.
 *
 * @param labels shape of the labels
 * @param mask shape of their mask, or nothing where there is none
 */
public record Target(Shape labels, Optional<Shape> mask) {
  /** That of a batch. */
  public static Target of(Batch.Target target) {
    return new Target(
        target.labels().shape(), Optional.ofNullable(target.mask()).map(HostTensor::shape));
  }

  /** Labels of the shape that an output has, without a mask. */
  static Target like(Shape output) {
    return new Target(output, Optional.empty());
  }
}
