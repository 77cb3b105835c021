package org.fathom4j.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * How much an example of each class counts in the loss.
 *
 * @param balanced whether every class counts the same in all: examples / (classes x examples of the
 *     class), as in the training examples
 * @param given by name of the class; a class that is not named counts 1
 */
public record ClassWeights(boolean balanced, Map<String, Double> given) {
  /** Every example counts 1. */
  public static final ClassWeights NONE = new ClassWeights(false, Map.of());

  /** Copies the weights. */
  public ClassWeights {
    given = Map.copyOf(given);
  }

  /** Whether every example counts the same. */
  public boolean none() {
    return !balanced && given.isEmpty();
  }

  static ClassWeights read(MappingOptions training) {
    if (!training.has("class-weights")) {
      return NONE;
    }
    return training
        .mapping("class-weights")
        .map(ClassWeights::byName)
        .orElseGet(() -> named(training));
  }

  private static ClassWeights named(MappingOptions training) {
    String way = training.text("class-weights", "");
    if (!way.equals("balanced")) {
      training.problem(
          "class-weights",
          "must be balanced or a weight by class, as in {yes: 3}, got '" + way + "'");
    }
    return new ClassWeights(true, Map.of());
  }

  private static ClassWeights byName(MappingOptions section) {
    Map<String, Double> weights = new TreeMap<>();
    try (section) {
      for (String name : section.keys()) {
        weights.put(name, section.number(name, Double.MIN_VALUE, Double.MAX_VALUE));
      }
    }
    if (weights.isEmpty()) {
      section.problem("", "must name at least one class, as in {yes: 3}");
    }
    return new ClassWeights(false, weights);
  }
}
