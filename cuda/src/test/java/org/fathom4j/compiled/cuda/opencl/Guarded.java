package org.fathom4j.compiled.cuda.opencl;

import static org.bytedeco.opencl.global.OpenCL.CL_MEM_READ_WRITE;
import static org.bytedeco.opencl.global.OpenCL.clSVMAlloc;
import static org.bytedeco.opencl.global.OpenCL.clSVMFree;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencl._cl_context;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;

/**
 * Memory between two zones that no kernel may write to. All of it is no number at first, so that
 * what is read beyond it, or before anything was written to it, shows in what is computed.
 */
final class Guarded implements Memory {
  /** Bytes of a zone: the members of four groups. */
  private static final int ZONE = 4096;

  /** OpenCL knows no larger type to align to. */
  private static final int ALIGNED = 128;

  /** No number, and none that a processor makes. */
  private static final int NONE = 0x7fc0_0bad;

  private static final ByteBuffer UNTOUCHED = filled(ByteBuffer.allocateDirect(ZONE));

  private final _cl_context context;
  private final Pointer base;
  private final long bytes;
  private final ByteBuffer before;
  private final ByteBuffer behind;
  private boolean closed;

  Guarded(_cl_context context, long bytes) {
    this.context = context;
    this.bytes = bytes;
    this.base = clSVMAlloc(context, CL_MEM_READ_WRITE, bytes + 2 * ZONE, ALIGNED);
    if (base == null || base.isNull()) {
      throw new BackendException(
          "memory", new IllegalStateException("OpenCL has no %,d bytes".formatted(bytes)));
    }
    this.before = buffer(0, ZONE);
    filled(before);
    filled(buffer(ZONE, bytes));
    this.behind = buffer(ZONE + bytes, ZONE);
    filled(behind);
  }

  private ByteBuffer buffer(long from, long length) {
    return new BytePointer(base).position(from).limit(from + length).asByteBuffer();
  }

  private static ByteBuffer filled(ByteBuffer buffer) {
    ByteBuffer words = buffer.order(ByteOrder.nativeOrder());
    for (int at = 0; at + Integer.BYTES <= words.capacity(); at += Integer.BYTES) {
      words.putInt(at, NONE);
    }
    return buffer;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /** To where kernels read and write. */
  static Pointer pointer(Place place) {
    Guarded memory = of(place);
    if (memory.closed) {
      throw new AssertionError("memory is used that was given back");
    }
    return new BytePointer(memory.base).position(ZONE + place.from() * Float.BYTES);
  }

  /** The memory that a place lies in. */
  static Guarded of(Place place) {
    return (Guarded) place.memory();
  }

  /** Whether nobody wrote beyond. */
  void require(String by) {
    int first = before.mismatch(UNTOUCHED);
    int last = behind.mismatch(UNTOUCHED);
    if (first >= 0 || last >= 0) {
      throw new AssertionError(
          "%s writes %s of %,d bytes"
              .formatted(
                  by,
                  first >= 0
                      ? "%,d bytes before memory".formatted(ZONE - first)
                      : "%,d bytes behind memory".formatted(last),
                  bytes));
    }
  }

  @Override
  public void close() {
    if (closed) {
      throw new AssertionError("memory is given back twice");
    }
    closed = true;
    clSVMFree(context, base);
  }
}
