package org.fathom4j.compiled.onednn;

import org.bytedeco.javacpp.Pointer;

/** A native address that belongs to somebody else. */
final class Address extends Pointer {
  Address(long address) {
    this.address = address;
  }
}
