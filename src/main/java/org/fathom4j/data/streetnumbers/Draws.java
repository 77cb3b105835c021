package org.fathom4j.data.streetnumbers;

/**
 * A stream of random draws (SplitMix64). Own code, not {@link java.util.SplittableRandom}, so that
 * the images of a seed are the same bytes on every Java version.
 */
final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Draws(long seed, long stream) {
    state = mix(seed + GOLDEN) ^ mix(stream * 0xD1B54A32D192ED03L + 1);
  }

  /** A stream of its own, so that what one part draws does not move the others. */
  Draws fork(int part) {
    return new Draws(state, part);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** Uniform in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Uniform in 0..bound-1. */
  int below(int bound) {
    return (int) (unit() * bound);
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Normal with mean 0. */
  double normal(double deviation) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return deviation * radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }

  /** A positive number whose logarithm is normal. */
  double around(double median, double deviation) {
    return median * StrictMath.exp(normal(deviation));
  }

  /** Roughly normal with deviation 1 and cheap: the pixel noise. */
  float grain() {
    long bits = next();
    long sum =
        (bits & 0xFFFF) + ((bits >>> 16) & 0xFFFF) + ((bits >>> 32) & 0xFFFF) + (bits >>> 48);
    return (sum - 131070) * (1f / 37837f);
  }

  /** An index, drawn by weight. */
  int weighted(double... weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = unit() * total;
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }
}
