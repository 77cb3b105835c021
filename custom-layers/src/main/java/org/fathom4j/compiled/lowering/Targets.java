package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;

/**
 * What a batch of a training has beside its features.
 *
 * @param labels shape of the labels, or nothing where there are none
 * @param mask shape of their mask, or nothing where there is none
 */
public record Targets(Optional<Shape> labels, Optional<Shape> mask) {
  /** Those of a batch. */
  public static Targets of(Batch batch) {
    return new Targets(
        Optional.ofNullable(batch.labels()).map(HostTensor::shape),
        Optional.ofNullable(batch.labelsMask()).map(HostTensor::shape));
  }

  /** Labels of the shape that the network's output has, without a mask. */
  static Targets like(Shape output) {
    return new Targets(Optional.of(output), Optional.empty());
  }

  /** Whether there is a label for each output, and a number of the mask for each example. */
  boolean fit(Shape output) {
    // Of one output or one example, Deeplearning4j takes the mask twice for the gradient.
    boolean byExample = output.size(0) > 1 && output.size(1) > 1;
    Shape column = Shape.of(output.size(0), 1);
    return labels.filter(output::equals).isPresent()
        && (mask.isEmpty() || (byExample && mask.get().equals(column)));
  }
}
