package org.fathom4j.chapter6;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Seeds;
import org.fathom4j.data.Target;
import org.fathom4j.metrics.SweepRecord.DataInfo;

/**
 * Generated examples of ten classes: each class has a random pattern of numbers, each example is
 * its class's pattern with noise. Every number has mean 0 and variance 1.
 *
 * @param inputs numbers of one example
 * @param size how many examples
 * @param noise share of the variance that is noise, from 0 to 1
 * @param seed of the examples; the patterns are always the same
 */
record NoisyPatterns(int inputs, int size, double noise, long seed) implements Examples {
  private static final int CLASSES = 10;
  private static final long PATTERNS = 6;

  /** Training, validation and test examples. */
  static DataSplit split(int inputs, int train, int held, double noise) {
    String title = "noisy patterns (generated)";
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
    DataInfo info =
        new DataInfo(
            "patterns",
            title,
            "",
            train,
            held,
            held,
            classes,
            "" + inputs,
            "",
            "generated",
            Map.of());
    return new DataSplit(
        new NoisyPatterns(inputs, train, noise, 1),
        new NoisyPatterns(inputs, held, noise, 2),
        new NoisyPatterns(inputs, held, noise, 3),
        info);
  }

  @Override
  public FeatureShape shape() {
    return new FeatureShape.Vector(inputs);
  }

  @Override
  public Target target() {
    return new Target.Classes(IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());
  }

  @Override
  public void features(int index, float[] into, int offset) {
    SplittableRandom pattern = new SplittableRandom(Seeds.of(PATTERNS, index % CLASSES));
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, index));
    for (int i = 0; i < inputs; i++) {
      double own = Math.sqrt(1 - noise) * pattern.nextGaussian();
      into[offset + i] = (float) (own + Math.sqrt(noise) * random.nextGaussian());
    }
  }

  @Override
  public void label(int index, float[] into, int offset) {
    for (int i = 0; i < CLASSES; i++) {
      into[offset + i] = i == index % CLASSES ? 1 : 0;
    }
  }
}
