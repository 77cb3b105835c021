package org.fathom4j.compiled.cuda.nvidia;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The road to the card: a ring of pinned memory that is filled while the card still fetches what
 * was put in before, so that nobody waits for it unless the ring is full. What is larger than a
 * quarter of the ring goes piece by piece.
 */
final class Staging implements AutoCloseable {
  /** Room for what eight batches of 128 pictures of 32x32 pixels bring. */
  static final int RING = 16 << 20;

  private static final int PIECE = RING / 4;
  private static final int ALIGNMENT = 256;

  private final Driver driver;
  private final Deque<Piece> under = new ArrayDeque<>();
  private final List<Long> marks = new ArrayList<>();
  private @Nullable ByteBuffer ring;
  private @Nullable ByteBuffer landing;
  private int next;

  /** A part of the ring that the card fetches, up to its mark. */
  private record Piece(int from, int end, long mark) {
    private boolean meets(int otherFrom, int otherEnd) {
      return from < otherEnd && otherFrom < end;
    }
  }

  Staging(Driver driver) {
    this.driver = driver;
  }

  /** Queues a copy of a whole buffer, which may be changed at once. */
  void copyIn(FloatBuffer from, long to) {
    FloatBuffer rest = from.duplicate().rewind();
    long address = to;
    while (rest.hasRemaining()) {
      int floats = Math.min(rest.remaining(), PIECE / Float.BYTES);
      put(rest.slice(rest.position(), floats), address);
      rest.position(rest.position() + floats);
      address += (long) floats * Float.BYTES;
    }
  }

  private void put(FloatBuffer piece, long to) {
    if (ring == null) {
      ring = driver.pin(RING);
    }
    int bytes = piece.remaining() * Float.BYTES;
    int from = next + bytes > RING ? 0 : next;
    long mark = room(from, from + bytes);
    ring.slice(from, bytes).order(ring.order()).asFloatBuffer().put(piece);
    driver.copyIn(ring, from, to, bytes);
    driver.mark(mark);
    under.add(new Piece(from, from + bytes, mark));
    next = (from + bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Waits for what is under way in a part of the ring; gives a mark that is free. */
  private long room(int from, int end) {
    while (under.stream().anyMatch(piece -> piece.meets(from, end))) {
      Piece oldest = under.remove();
      driver.await(oldest.mark);
      marks.add(oldest.mark);
    }
    return marks.isEmpty() ? driver.newMark() : marks.remove(marks.size() - 1);
  }

  /** Waits for all that was queued, then fills a whole buffer. */
  void copyOut(long from, FloatBuffer to) {
    if (landing == null) {
      landing = driver.pin(PIECE);
    }
    FloatBuffer rest = to.duplicate().rewind();
    long address = from;
    while (rest.hasRemaining()) {
      int floats = Math.min(rest.remaining(), PIECE / Float.BYTES);
      driver.copyOut(address, landing, floats * Float.BYTES);
      driver.await();
      rest.put(landing.asFloatBuffer().slice(0, floats));
      address += (long) floats * Float.BYTES;
    }
    under.forEach(piece -> marks.add(piece.mark));
    under.clear();
  }

  @Override
  public void close() {
    under.forEach(piece -> marks.add(piece.mark));
    under.clear();
    marks.forEach(driver::forget);
    marks.clear();
    if (ring != null) {
      driver.unpin(Objects.requireNonNull(ring));
      ring = null;
    }
    if (landing != null) {
      driver.unpin(Objects.requireNonNull(landing));
      landing = null;
    }
  }
}
