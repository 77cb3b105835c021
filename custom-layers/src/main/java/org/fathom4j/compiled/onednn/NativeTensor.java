package org.fathom4j.compiled.onednn;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.jspecify.annotations.Nullable;

/** The elements of a row-major slot as Java sees them, wherever it lies now. */
final class NativeTensor implements HostTensor {
  private final Slot slot;
  private final Shape shape;
  private long address;
  private @Nullable FloatBuffer buffer;

  NativeTensor(Slot slot, Shape shape) {
    this.slot = slot;
    this.shape = shape;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public FloatBuffer buffer() {
    FloatBuffer known = buffer;
    if (known == null || slot.address() != address) {
      address = slot.address();
      long bytes = shape.elements() * Float.BYTES;
      known =
          new BytePointer(new Address(address))
              .capacity(bytes)
              .limit(bytes)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      buffer = known;
    }
    return known;
  }
}
