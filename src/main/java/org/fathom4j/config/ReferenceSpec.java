package org.fathom4j.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problems;

/**
 * Someone else's curve, drawn beside the sweep's own along its axis.
 *
 * @param title in the legend, such as {@code the paper, SVHN}
 * @param source where the points are from, and how they were got
 * @param x places on the axis, ascending
 * @param y what was measured there, in the figure's unit: shares in percent
 */
public record ReferenceSpec(String title, String source, List<Double> x, List<Double> y) {
  /** Copies the lists. */
  public ReferenceSpec {
    x = List.copyOf(x);
    y = List.copyOf(y);
  }

  /**
   * What an experiment names; empty where it names none, and where the text is none of one
   * experiment, as in what is made of several runs.
   *
   * @param experiment resolved, as a run keeps it
   */
  public static Optional<ReferenceSpec> in(String experiment) {
    try {
      return ExperimentFile.parse(
              experiment, Path.of("experiment.yaml"), Optional.empty(), List.of())
          .header(new Problems())
          .report()
          .reference();
    } catch (InvalidSpecException several) {
      return Optional.empty();
    }
  }

  static ReferenceSpec read(Options section) {
    try (section) {
      String title = section.text("title");
      String source = section.text("source");
      List<Double> x = numbers(section, "x");
      List<Double> y = numbers(section, "y");
      for (int i = 1; i < x.size(); i++) {
        if (x.get(i) <= x.get(i - 1)) {
          section.problem("x", "must rise, but " + x.get(i) + " follows " + x.get(i - 1));
        }
      }
      if (x.size() != y.size()) {
        section.problem(
            "y", "needs one number for each of x, got %d for %d".formatted(y.size(), x.size()));
      }
      return new ReferenceSpec(title, source, x, y);
    }
  }

  private static List<Double> numbers(Options section, String key) {
    List<Double> numbers = new ArrayList<>();
    if (!section.has(key)) {
      section.problem(key, "is missing: a list of numbers");
    }
    for (Object value : section.list(key, List.of())) {
      if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
        numbers.add(number.doubleValue());
      } else {
        section.problem(key, "must be numbers, got '" + value + "'");
      }
    }
    return numbers;
  }
}
