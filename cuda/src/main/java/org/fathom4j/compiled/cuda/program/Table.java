package org.fathom4j.compiled.cuda.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.compiled.backend.DropoutMask;
import org.fathom4j.compiled.backend.FactorTable;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Dropout;

/** The numbers that change from run to run, which kernels know by their places. */
final class Table {
  /** Words of 32 bits that an entry of dropout takes: key, threshold, what is kept. */
  private static final int DRAW = 5;

  private static final int KEPT = 4;

  /** Most words of a table. */
  static final int WORDS = 1 << 14;

  private final ByteBuffer words =
      ByteBuffer.allocateDirect(WORDS * Float.BYTES).order(ByteOrder.nativeOrder());
  private final FactorTable factors = new FactorTable();
  private final Map<Integer, Integer> places = new HashMap<>();
  private final Map<Dropout, Integer> draws = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private int size;

  private interface Entry {
    void write(Batch batch);
  }

  /** The place of a factor, the same wherever it is used. */
  int add(Factor factor) {
    return places.computeIfAbsent(factors.number(factor), this::place);
  }

  private int place(int number) {
    int place = take(1);
    entries.add(batch -> words.putFloat(place * Float.BYTES, (float) factors.value(number)));
    return place;
  }

  /**
   * The place of a mask's key and threshold, low words first, the same wherever it is drawn; what
   * is kept is 4 words behind.
   */
  int add(Dropout dropout) {
    return draws.computeIfAbsent(dropout, this::draw);
  }

  private int draw(Dropout dropout) {
    int place = take(DRAW);
    entries.add(
        batch -> {
          DropoutMask.Draw draw = DropoutMask.Draw.of(dropout, batch.iteration(), batch.epoch());
          int at = place * Float.BYTES;
          words.putInt(at, (int) draw.key());
          words.putInt(at + Float.BYTES, (int) (draw.key() >>> Integer.SIZE));
          words.putInt(at + 2 * Float.BYTES, (int) draw.threshold());
          words.putInt(at + 3 * Float.BYTES, (int) (draw.threshold() >>> Integer.SIZE));
          words.putFloat(at + KEPT * Float.BYTES, draw.kept());
        });
    return place;
  }

  private int take(int count) {
    int place = size;
    size += count;
    if (size > WORDS) {
      throw new IllegalArgumentException(
          "a step of more than %d numbers that change from run to run".formatted(WORDS));
    }
    return place;
  }

  /** All of them for a batch. */
  FloatBuffer at(Batch batch) {
    factors.fill(batch);
    entries.forEach(entry -> entry.write(batch));
    return words.slice(0, size * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
