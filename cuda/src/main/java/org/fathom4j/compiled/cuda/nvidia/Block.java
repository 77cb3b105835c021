package org.fathom4j.compiled.cuda.nvidia;

import org.fathom4j.compiled.cuda.device.Memory;
import org.fathom4j.compiled.cuda.device.Place;

/**
 * A run of the card's memory.
 *
 * @param address on the card
 * @param bytes how much
 * @param release gives it back
 */
record Block(long address, long bytes, Runnable release) implements Memory {

  /** Where a place lies on the card. */
  static long address(Place place) {
    return ((Block) place.memory()).address + place.from() * Float.BYTES;
  }

  @Override
  public void close() {
    release.run();
  }
}
