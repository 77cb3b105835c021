package org.fathom4j.network;

import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.config.ClassWeights;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Target;

/** Weights of the classes in the loss, one for each class. */
public final class ClassWeighting {
  private ClassWeighting() {}

  /**
   * The weights for these training examples; empty where every example counts the same.
   *
   * @param asked of the training section
   * @param train examples whose classes are counted where the weights are to balance them
   */
  public static List<Double> of(ClassWeights asked, Examples train) {
    if (asked.none() || !(train.target() instanceof Target.Classes classes)) {
      return List.of();
    }
    return asked.balanced()
        ? balanced(train, classes.width())
        : classes.names().stream().map(name -> asked.given().getOrDefault(name, 1.0)).toList();
  }

  private static List<Double> balanced(Examples train, int classes) {
    long[] counts = new long[classes];
    float[] label = new float[classes];
    for (int i = 0; i < train.size(); i++) {
      train.label(i, label, 0);
      for (int c = 0; c < classes; c++) {
        counts[c] += label[c] > 0 ? 1 : 0;
      }
    }
    long there = IntStream.range(0, classes).filter(c -> counts[c] > 0).count();
    return IntStream.range(0, classes)
        .mapToObj(c -> counts[c] == 0 ? 1.0 : train.size() / (double) (there * counts[c]))
        .toList();
  }
}
