package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fathom4j.chapter6.Perceptron.Example;

/**
 * Points of whole coordinates on both sides of a line that is known.
 *
 * @param examples the points
 * @param separator weights that have every point on its side
 */
record PerceptronData(List<Example> examples, List<Long> separator) {
  /** Coordinates are from −EDGE to EDGE. */
  static final int EDGE = 20;

  /** XOR with −1 and 1 for no and yes, in inputs and labels. */
  static final List<Example> XOR =
      List.of(
          Example.of(-1, -1, -1), Example.of(-1, 1, 1), Example.of(1, -1, 1), Example.of(1, 1, -1));

  PerceptronData {
    examples = List.copyOf(examples);
    separator = List.copyOf(separator);
  }

  /**
   * Random points about a random line, none nearer to it than {@code gap}.
   *
   * @throws IllegalArgumentException where the gap leaves no points
   */
  static PerceptronData draw(long seed, int points, double gap) {
    if (gap >= EDGE / 2.0) {
      throw new IllegalArgumentException("a gap of " + gap + " leaves no points");
    }
    SplittableRandom random = new SplittableRandom(seed);
    double angle = random.nextDouble(2 * Math.PI);
    long a = Math.round(100 * Math.cos(angle));
    long b = Math.round(100 * Math.sin(angle));
    long c = random.nextLong(-400, 401);
    List<Long> separator = List.of(a, b, c);
    List<Example> examples = new ArrayList<>();
    while (examples.size() < points) {
      long x = random.nextLong(-EDGE, EDGE + 1);
      long y = random.nextLong(-EDGE, EDGE + 1);
      Example example = Example.of(x, y, 1);
      double side = Perceptron.activation(separator, example);
      if (Math.abs(side) / Math.hypot((double) a, (double) b) >= gap) {
        examples.add(side > 0 ? example : Example.of(x, y, -1));
      }
    }
    return new PerceptronData(examples, separator);
  }
}
