package org.fathom4j.cli.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Target;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.problem.InvalidSpecException;

/** The pictures of a split. */
final class Pictures {
  private Pictures() {}

  /** Training examples, then validation examples. */
  static List<ImageExamples> training(DataSplit split) {
    return List.of(pictures(split, split.train()), pictures(split, split.validation()));
  }

  static List<ImageExamples> test(DataSplit split) {
    return List.of(pictures(split, split.test()));
  }

  private static ImageExamples pictures(DataSplit split, Examples examples) {
    if (examples instanceof ImageExamples images) {
      return images;
    }
    throw new InvalidSpecException(
        "data set '" + split.info().name() + "' has no pictures: its examples are rows of numbers");
  }

  /** The class name, or the digits of a number. */
  static String label(ImageExamples examples, int index) {
    int[] numbers = examples.labelNumbers(index);
    if (examples.target() instanceof Target.Classes classes) {
      return classes.names().get(numbers[0]);
    }
    StringBuilder digits = new StringBuilder();
    Arrays.stream(numbers, 1, Math.min(numbers.length, 1 + numbers[0])).forEach(digits::append);
    return numbers[0] >= numbers.length ? digits + "..." : digits.toString();
  }

  /** Class names, or lengths. */
  static List<String> classes(Target target) {
    if (target instanceof Target.Classes classes) {
      return classes.names();
    }
    if (target instanceof Target.Sequence sequence) {
      return IntStream.rangeClosed(0, sequence.maxLength() + 1)
          .mapToObj(n -> n > sequence.maxLength() ? "longer" : n + " digits")
          .toList();
    }
    return List.of();
  }
}
