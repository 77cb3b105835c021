package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rosenblatt's rule: a unit that says 1 where {@code w·x > 0} and −1 where it is below; after each
 * mistake, a sum of exactly 0 included, {@code w += label x}. Inputs and weights are whole numbers,
 * so that a state that comes back is the same to the last digit: what follows it then follows again
 * for ever.
 */
final class Perceptron {
  private Perceptron() {}

  /**
   * An example.
   *
   * @param input the inputs, then the constant 1 that the bias is the weight of
   * @param label 1 or −1
   */
  record Example(List<Long> input, int label) {
    Example {
      input = List.copyOf(input);
    }

    static Example of(long x, long y, int label) {
      return new Example(List.of(x, y, 1L), label);
    }

    double squaredLength() {
      return input.stream().mapToDouble(v -> (double) v * v).sum();
    }
  }

  /**
   * The passes from {@code first} on repeat.
   *
   * @param first the pass, from 0, that begins with the weights that come back
   * @param length after how many passes
   */
  record Cycle(int first, int length) {}

  /**
   * What a run came to.
   *
   * @param starts weights at the start of each pass, the last ones included
   * @param mistakes of each pass
   * @param cycle how the passes repeat; empty where the last one had no mistake
   */
  record Run(List<List<Long>> starts, List<Integer> mistakes, Optional<Cycle> cycle) {
    boolean separates() {
      return !mistakes.isEmpty() && mistakes.get(mistakes.size() - 1) == 0;
    }

    int totalMistakes() {
      return mistakes.stream().mapToInt(m -> m).sum();
    }

    List<Long> weights() {
      return starts.get(starts.size() - 1);
    }
  }

  static double activation(List<Long> weights, Example example) {
    long sum = 0;
    for (int i = 0; i < weights.size(); i++) {
      sum += weights.get(i) * example.input().get(i);
    }
    return (double) sum;
  }

  static boolean right(List<Long> weights, Example example) {
    return example.label() * activation(weights, example) > 0;
  }

  /** Passes over the examples until one has no mistake, a state repeats, or passes run out. */
  static Run train(List<Example> examples, List<Long> start, int passes) {
    List<List<Long>> starts = new ArrayList<>(List.of(start));
    List<Integer> mistakes = new ArrayList<>();
    Map<List<Long>, Integer> seen = new HashMap<>(Map.of(start, 0));
    for (int pass = 1; pass <= passes; pass++) {
      List<Long> weights = starts.get(starts.size() - 1);
      int wrong = 0;
      for (Example example : examples) {
        if (!right(weights, example)) {
          weights = moved(weights, example);
          wrong++;
        }
      }
      mistakes.add(wrong);
      starts.add(weights);
      if (wrong == 0) {
        break;
      }
      Integer before = seen.putIfAbsent(weights, pass);
      if (before != null) {
        return new Run(starts, mistakes, Optional.of(new Cycle(before, pass - before)));
      }
    }
    return new Run(starts, mistakes, Optional.empty());
  }

  static List<Long> moved(List<Long> weights, Example example) {
    List<Long> moved = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      moved.add(Math.addExact(weights.get(i), example.label() * example.input().get(i)));
    }
    return List.copyOf(moved);
  }

  /**
   * Novikoff's bound (R/γ)² on the mistakes from weights 0: R is the longest example, γ the margin
   * of any weights that have every example on its side, whatever their length.
   */
  static double bound(List<Example> examples, List<Long> separator) {
    double longest = examples.stream().mapToDouble(Example::squaredLength).max().orElse(0);
    double length2 = separator.stream().mapToDouble(v -> (double) v * v).sum();
    double least =
        examples.stream().mapToDouble(e -> e.label() * activation(separator, e)).min().orElse(0);
    if (least <= 0) {
      throw new IllegalArgumentException("these weights do not separate the examples");
    }
    return longest * length2 / (least * least);
  }
}
