package org.fathom4j.compiled.cuda.nvidia;

import java.nio.ByteBuffer;
import java.util.List;
import org.fathom4j.compiled.cuda.device.Argument;

/**
 * What is asked of one card, call by call: addresses and handles are CUDA's own. Everything that is
 * queued goes to one stream. A refusal is a {@link org.fathom4j.compiled.backend.BackendException}
 * in CUDA's words.
 */
interface Driver extends AutoCloseable {
  /** Makes the card that of the calling thread. */
  void enter();

  /** Memory of the card, whose address is a multiple of 256. */
  long allocate(long bytes);

  /** Gives memory back, once all that was queued is done. */
  void free(long address);

  /** Memory of the host that the card reaches by itself, in the machine's byte order. */
  ByteBuffer pin(int bytes);

  void unpin(ByteBuffer memory);

  /** Queues a copy from pinned memory. */
  void copyIn(ByteBuffer pinned, int from, long to, int bytes);

  /** Queues a copy to the beginning of pinned memory. */
  void copyOut(long from, ByteBuffer pinned, int bytes);

  /** Waits for all that was queued. */
  void await();

  /** A mark that can be queued, again and again. */
  long newMark();

  void mark(long mark);

  /** Waits until the mark was reached that was queued last. */
  void await(long mark);

  /** Milliseconds from one mark to another, both reached. */
  float between(long first, long last);

  void forget(long mark);

  /** Takes compiled code. */
  long load(byte[] code);

  /**
   * The kernel of a name.
   *
   * @throws IllegalArgumentException where the code has none
   */
  long kernel(long code, String name);

  /** Gives code back, once all that was queued is done. */
  void unload(long code);

  /** Queues a kernel. */
  void launch(long kernel, int groups, int members, List<Argument> arguments);

  /** From here on what this thread queues is kept, not done. */
  void beginCapture();

  /** What was kept, ready to be played. */
  long endCapture();

  /** Queues all that was kept. */
  void play(long recording);

  /** Gives a recording back, once all that was queued is done. */
  void discard(long recording);

  @Override
  void close();
}
