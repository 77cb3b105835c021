package org.fathom4j.compiled.cuda.nvidia;

import java.util.List;

/**
 * How a library does something.
 *
 * @param <T> what it is asked for
 */
interface Routines<T> extends AutoCloseable {
  /**
   * Where the operands of something lie, in the order in which its routines take them.
   *
   * @param asked what is to be done
   * @return one address and size each
   */
  List<Operand> operands(T asked);

  /** The ways to do something, the one that should be fastest first; none where it cannot. */
  Ways ways(T asked);

  /**
   * A run of memory.
   *
   * @param address where it begins
   * @param bytes how much it is
   */
  record Operand(long address, long bytes) {
    private static final int WIDEST = 256;

    /** The largest power of two, up to 256, of which the address is a multiple. */
    int alignment() {
      return (int) Math.min(Long.lowestOneBit(address | WIDEST), WIDEST);
    }
  }

  @Override
  void close();
}
