package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A native address that belongs to somebody else. */
final class Address extends Pointer {
  Address(long address) {
    this.address = address;
  }

  /** Where a buffer's first element lies. */
  static long of(FloatBuffer buffer) {
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("kernels reach no memory on Java's heap");
    }
    return new FloatPointer(buffer).address();
  }
}
