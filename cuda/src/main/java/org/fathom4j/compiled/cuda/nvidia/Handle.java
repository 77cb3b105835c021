package org.fathom4j.compiled.cuda.nvidia;

import org.bytedeco.javacpp.Pointer;

/** Something of CUDA's that belongs to somebody else, by its address. */
final class Handle extends Pointer {
  Handle(long address) {
    this.address = address;
  }
}
