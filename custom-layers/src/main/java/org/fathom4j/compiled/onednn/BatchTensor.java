package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.jspecify.annotations.Nullable;

/** What a batch brings, where its owner has it: another place for each batch. */
final class BatchTensor implements HostTensor {
  private final Shape shape;
  private @Nullable HostTensor now;

  BatchTensor(Shape shape) {
    this.shape = shape;
  }

  void follow(@Nullable HostTensor tensor) {
    now = tensor;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public FloatBuffer buffer() {
    return Objects.requireNonNull(now, "the batch").buffer();
  }
}
