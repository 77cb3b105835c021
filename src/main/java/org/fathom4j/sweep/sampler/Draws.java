package org.fathom4j.sweep.sampler;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random numbers of one trial, derived from the sweep's seed and the trial's number, so that no
 * trial's draws depend on what was drawn for another. SplitMix64 (Steele, Lea and Flood, OOPSLA
 * 2014), written out so that no Java changes it.
 */
public final class Draws implements RandomGenerator {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Draws(long state) {
    this.state = state;
  }

  /** The draws of a trial. */
  public static Draws of(long seed, int number) {
    return new Draws(mix(mix(seed + GOLDEN) + number * GOLDEN));
  }

  @Override
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1), in steps of 2^-53. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** An index drawn by its weight. */
  public int index(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double rest = nextDouble() * total;
    for (int k = 0; k < weights.length - 1; k++) {
      rest -= weights[k];
      if (rest < 0) {
        return k;
      }
    }
    return weights.length - 1;
  }

  /** Each element equally likely. */
  public <T> T of(List<T> list) {
    return list.get((int) (nextDouble() * list.size()));
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
