package org.fathom4j.data;

/** Derives independent seeds from one, so that order, split and variation do not share a stream. */
public final class Seeds {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The seed of a stream; equal arguments give equal seeds, and the order of arguments counts. */
  public static long of(long seed, long... stream) {
    long mixed = scramble(seed);
    for (long part : stream) {
      mixed = scramble(mixed * 31 + part);
    }
    return mixed;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long scramble(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
