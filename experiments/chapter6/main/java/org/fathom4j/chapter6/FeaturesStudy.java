package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.Landscape.Kind;
import org.fathom4j.chapter6.Landscape.Sample;
import org.fathom4j.config.Options;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;

/**
 * Fixed features against learned ones, the opening of chapter 6 of the book: bumps placed over the
 * data with a read-out in closed form, and one hidden layer of rectifiers trained with its
 * read-out, on functions of several numbers.
 *
 * @param inputs how many numbers the waves depend on, ascending
 * @param fixed numbers of fixed features, ascending
 * @param learned numbers of learned features, ascending
 * @param seeds random draws of examples, and starts
 * @param examples training examples
 * @param steps training steps of the learned features
 */
public record FeaturesStudy(
    List<Integer> inputs,
    List<Integer> fixed,
    List<Integer> learned,
    int seeds,
    int examples,
    int steps)
    implements Study {
  private static final double NOISE = 0.05;
  private static final int TEST_EXAMPLES = 2000;

  /** Copies the lists. */
  public FeaturesStudy {
    inputs = List.copyOf(inputs);
    fixed = List.copyOf(fixed);
    learned = List.copyOf(learned);
  }

  /** Reads the options. */
  public static FeaturesStudy read(Options options) {
    return new FeaturesStudy(
        sorted(Reading.integers(options, "inputs", 2, List.of(2, 4, 6))),
        sorted(Reading.integers(options, "fixed", 2, List.of(8, 16, 32, 64, 128, 256))),
        sorted(Reading.integers(options, "learned", 2, List.of(8, 16, 32))),
        options.integer("seeds", 1, 3),
        options.integer("examples", 10, 1000),
        options.integer("steps", 1, 2500));
  }

  private static List<Integer> sorted(List<Integer> numbers) {
    return numbers.stream().sorted().toList();
  }

  /**
   * Errors on new examples with so many features, one for each seed.
   *
   * @param along how well learned features point along the wave, likewise; empty for fixed ones
   */
  record Errors(int features, List<Double> errors, List<Double> along) {
    double median() {
      return Samples.median(Samples.array(errors));
    }
  }

  /** What came out on one landscape. */
  record Comparison(Landscape landscape, List<Errors> fixed, List<Errors> learned) {
    /** The errors of so many learned features. */
    Errors learned(int features) {
      return learned.stream().filter(e -> e.features() == features).findFirst().orElseThrow();
    }

    /** The errors of at least so many fixed features, or of the most there are. */
    Errors fixedNearest(int features) {
      return fixed.stream()
          .filter(e -> e.features() >= features)
          .findFirst()
          .orElse(fixed.get(fixed.size() - 1));
    }

    /** The fewest fixed features that are as good as {@code error}; twice the most where none. */
    int fixedNeededFor(double error) {
      return fixed.stream()
          .filter(e -> e.median() <= error)
          .mapToInt(Errors::features)
          .findFirst()
          .orElse(2 * fixed.get(fixed.size() - 1).features());
    }
  }

  @Override
  public Lesson run(StudyContext context) {
    List<Comparison> all = new ArrayList<>();
    for (Landscape landscape : landscapes()) {
      all.add(compared(landscape, context));
      context.progress().accept(landscape.title() + ": compared");
    }
    return FeaturesLesson.of(this, all);
  }

  private List<Landscape> landscapes() {
    List<Landscape> landscapes = new ArrayList<>();
    inputs.forEach(n -> landscapes.add(new Landscape(Kind.WAVE, n)));
    landscapes.add(new Landscape(Kind.HILLS, 2));
    return landscapes;
  }

  private Comparison compared(Landscape landscape, StudyContext context) {
    List<Errors> byFixed = fixed.stream().map(n -> fixed(landscape, n)).toList();
    List<Errors> byLearned = learned.stream().map(n -> learned(landscape, n, context)).toList();
    return new Comparison(landscape, byFixed, byLearned);
  }

  private Errors fixed(Landscape landscape, int features) {
    List<Double> errors =
        LongStream.rangeClosed(1, seeds)
            .mapToObj(
                seed -> {
                  RadialFeatures fitted =
                      RadialFeatures.fit(
                          features, train(landscape, seed), held(landscape, seed), seed);
                  Sample test = test(landscape, seed);
                  return test.error(fitted.answers(test.places()));
                })
            .toList();
    return new Errors(features, errors, List.of());
  }

  private Errors learned(Landscape landscape, int features, StudyContext context) {
    List<Double> errors = new ArrayList<>();
    List<Double> along = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      MultiLayerNetwork network =
          LearnedFeatures.fit(features, train(landscape, seed), seed, steps, context.stopped());
      Sample test = test(landscape, seed);
      errors.add(test.error(LearnedFeatures.answers(network, test.places())));
      along.add(LearnedFeatures.along(network, landscape.direction()));
    }
    return new Errors(features, errors, along);
  }

  /** Examples to train on. */
  Sample train(Landscape landscape, long seed) {
    return landscape.draw(examples, NOISE, 3 * seed);
  }

  /** Examples that choose the width of the fixed features. */
  Sample held(Landscape landscape, long seed) {
    return landscape.draw(examples / 2, NOISE, 3 * seed + 1);
  }

  private static Sample test(Landscape landscape, long seed) {
    return landscape.draw(TEST_EXAMPLES, 0, 3 * seed + 2);
  }
}
