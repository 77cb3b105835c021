package org.fathom4j.compiled.onednn;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Storage;
import org.jspecify.annotations.Nullable;

/** The elements of a row-major oneDNN memory object as Java sees them. */
final class NativeTensor implements HostTensor {
  private final memory cells;
  private final boolean moves;
  private final Shape shape;
  private long address;
  private @Nullable FloatBuffer buffer;

  NativeTensor(Slot slot, Shape shape) {
    this.cells = slot.memory();
    this.moves = slot.storage() instanceof Storage.Brought;
    this.shape = shape;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public FloatBuffer buffer() {
    if (buffer != null && !moves) {
      return buffer;
    }
    Pointer place = place();
    if (buffer == null) {
      long bytes = shape.elements() * Float.BYTES;
      buffer =
          new BytePointer(place)
              .capacity(bytes)
              .limit(bytes)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    return buffer;
  }

  /** Where the elements lie now; what was made of an earlier place is forgotten. */
  private Pointer place() {
    Pointer now = cells.get_data_handle();
    if (now.address() != address) {
      address = now.address();
      buffer = null;
    }
    return now;
  }
}
