package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.HostTensor;

/**
 * Draws masks of 0 and 1/p. The mask depends on the seed, the iteration and the logical place of
 * the element alone, so that training that is interrupted goes on with the same masks, and so does
 * training on another backend.
 */
public final class DropoutMask {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int CHUNK = 2048;

  private final Dropout dropout;
  private final HostTensor mask;
  private final float[] chunk = new float[CHUNK];

  /**
   * A mask to draw again and again.
   *
   * @param mask its elements, row-major
   */
  public DropoutMask(Dropout dropout, HostTensor mask) {
    this.dropout = dropout;
    this.mask = mask;
  }

  /**
   * What the mask of an iteration is drawn from, wherever that is done.
   *
   * @param key from which the numbers of all elements follow
   * @param threshold below which of 2^32 numbers an element is kept
   * @param kept the mask of elements that are kept
   */
  public record Draw(long key, long threshold, float kept) {
    /**
     * That of an iteration.
     *
     * @throws IllegalStateException where the probability is none
     */
    public static Draw of(Dropout dropout, int iteration, int epoch) {
      double keep = dropout.keep().at(iteration, epoch);
      if (!(keep > 0 && keep <= 1)) {
        throw new IllegalStateException(
            "dropout must keep elements with a probability above 0 and at most 1, got "
                + keep
                + " at iteration "
                + iteration);
      }
      long key = mix(dropout.seed() + mix(iteration));
      return new Draw(key, (long) (keep * (1L << 32)), (float) (1 / keep));
    }
  }

  /**
   * Fills the mask of an iteration.
   *
   * @throws IllegalStateException where the probability is none
   */
  public void draw(int iteration, int epoch) {
    Draw draw = Draw.of(dropout, iteration, epoch);
    FloatBuffer target = mask.buffer();
    int size = target.capacity();
    for (int start = 0; start < size; start += CHUNK) {
      int count = Math.min(CHUNK, size - start);
      fill(draw, draw.key + start * GOLDEN);
      target.put(start, chunk, 0, count);
    }
  }

  private void fill(Draw draw, long first) {
    long counter = first;
    for (int i = 0; i < CHUNK; i += 2) {
      long bits = mix(counter);
      counter += GOLDEN;
      chunk[i] = (bits & 0xFFFFFFFFL) < draw.threshold ? draw.kept : 0;
      chunk[i + 1] = (bits >>> 32) < draw.threshold ? draw.kept : 0;
    }
  }

  /**
   * A bijection of 64-bit numbers that spreads every bit (Steele, Lea and Flood 2014, variant 13 of
   * Stafford).
   */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
