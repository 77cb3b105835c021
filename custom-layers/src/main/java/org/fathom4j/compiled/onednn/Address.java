package org.fathom4j.compiled.onednn;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A native address that belongs to somebody else. */
final class Address extends Pointer {
  Address(long address) {
    this.address = address;
  }

  /** Where an array's first element lies; a view starts inside of its buffer. */
  static long of(INDArray array) {
    return array.data().address() + array.offset() * Float.BYTES;
  }
}
