package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.FeaturesStudy.Comparison;
import org.fathom4j.chapter6.FeaturesStudy.Errors;
import org.fathom4j.chapter6.Landscape.Kind;
import org.fathom4j.chapter6.Landscape.Sample;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.verdict.KnownAnswer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** What {@link FeaturesStudy} teaches. */
final class FeaturesLesson {
  private static final String BOOK = "Deep Learning, opening of chapter 6";
  private static final String CALCULUS = "at the least squares the slope is 0";
  private static final double FEWER = 3;
  private static final double DIRECTED = 0.6;

  /** From so many inputs on, fixed features are too few to cover the space. */
  private static final int MANY_INPUTS = 4;

  private static final String EXPLANATION =
      "Fixed features here are round bumps spread evenly over the data; they must cover the whole"
          + " space, and the space grows with every input. Learned features are the bends of one"
          + " hidden layer: training turns most of them into the one direction in which the wave"
          + " changes, so that far fewer of them do. Learning is no magic: hills that look just like"
          + " the fixed bumps have no such direction to find.";

  private final FeaturesStudy study;
  private final List<Comparison> all;
  private final int few;

  private FeaturesLesson(FeaturesStudy study, List<Comparison> all) {
    this.study = study;
    this.all = all;
    this.few = study.learned().get(study.learned().size() / 2);
  }

  static Lesson of(FeaturesStudy study, List<Comparison> all) {
    FeaturesLesson lesson = new FeaturesLesson(study, all);
    return new Lesson(
        lesson.answer(),
        EXPLANATION,
        lesson.answers(),
        FeaturesFigures.of(study, all),
        List.of(lesson.table()));
  }

  private List<KnownAnswer> answers() {
    List<KnownAnswer> answers = new ArrayList<>();
    for (Comparison comparison : all) {
      Landscape landscape = comparison.landscape();
      if (landscape.kind() == Kind.WAVE && landscape.inputs() >= MANY_INPUTS) {
        answers.add(ratio(comparison));
        answers.add(direction(comparison));
      }
    }
    answers.add(
        KnownAnswer.near(
            "read-out/slope",
            "Deeplearning4j's gradient at the bumps' weights, which were solved for at once, not trained",
            0,
            1e-8,
            slope(),
            CALCULUS));
    return answers;
  }

  private KnownAnswer ratio(Comparison comparison) {
    int needed = comparison.fixedNeededFor(comparison.learned(few).median());
    return KnownAnswer.atLeast(
        "wave/" + comparison.landscape().inputs() + "/ratio",
        String.format(
            Locale.ROOT,
            "Fixed features needed for the error of %d learned ones, as a multiple; %s",
            few,
            comparison.landscape().title().toLowerCase(Locale.ROOT)),
        FEWER,
        needed / (double) few,
        BOOK);
  }

  private KnownAnswer direction(Comparison comparison) {
    return KnownAnswer.atLeast(
        "wave/" + comparison.landscape().inputs() + "/direction",
        "How far learned features point along the wave (squared cosine; 1 / inputs by chance)",
        DIRECTED,
        Samples.median(Samples.array(comparison.learned(few).along())),
        BOOK);
  }

  /** The read-out in a network of Deeplearning4j, and what its back-propagation says of it. */
  private double slope() {
    Landscape landscape = all.get(0).landscape();
    Sample train = study.train(landscape, 1);
    RadialFeatures fitted = RadialFeatures.fit(few, train, study.held(landscape, 1), 1);
    double[][] rows = Stream.of(train.places()).map(fitted::bumps).toArray(double[][]::new);
    MultiLayerNetwork network =
        Nets.build(
            1,
            DataType.DOUBLE,
            new NoOp(),
            Nets.output(few, 1, new ActivationIdentity(), new LossMSE()));
    double[][] weights = new double[few][1];
    for (int i = 0; i < few; i++) {
      weights[i][0] = fitted.readOut()[i];
    }
    Nets.set(network, 0, weights, fitted.readOut()[few]);
    network.setInput(Nets.matrix(DataType.DOUBLE, rows));
    network.setLabels(Nets.column(DataType.DOUBLE, train.values()));
    network.computeGradientAndScore();
    double[] gradient = Values.of(network.gradient().getGradientFor("0_W"));
    double most = 0;
    for (int i = 0; i < few; i++) {
      double halved = gradient[i] / (2.0 * train.size());
      most = Math.max(most, Math.abs(halved + RadialFeatures.RIDGE * weights[i][0]));
    }
    return most;
  }

  private String answer() {
    Comparison widest =
        all.stream()
            .filter(c -> c.landscape().kind() == Kind.WAVE)
            .reduce((a, b) -> b)
            .orElseThrow();
    Comparison hills = all.get(all.size() - 1);
    int most = study.learned().get(study.learned().size() - 1);
    Errors fixed = widest.fixed().get(widest.fixed().size() - 1);
    return "Where they have something to find: on a wave over "
        + widest.landscape().inputs()
        + " inputs "
        + few
        + " learned features leave "
        + percent(widest.learned(few).median())
        + " of the error, "
        + fixed.features()
        + " fixed ones "
        + percent(fixed.median())
        + "; on round hills "
        + most
        + " learned ones leave "
        + percent(hills.learned(most).median())
        + ", as many fixed ones "
        + percent(hills.fixedNearest(most).median())
        + ".";
  }

  /** An error as a share of that of a constant. */
  private static String percent(double error) {
    return Say.fixed(100 * error, 0) + "%";
  }

  private LessonTable table() {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison comparison : all) {
      comparison.fixed().forEach(e -> rows.add(row(comparison, "fixed", e)));
      comparison.learned().forEach(e -> rows.add(row(comparison, "learned", e)));
    }
    return new LessonTable(
        "Error on new examples, % of that of the best constant",
        List.of("function", "features", "how many", "median", "least", "most", "along the wave"),
        2,
        rows);
  }

  private static List<String> row(Comparison comparison, String kind, Errors errors) {
    double[] sorted = Samples.array(errors.errors());
    Arrays.sort(sorted);
    boolean directed = !errors.along().isEmpty() && comparison.landscape().kind() == Kind.WAVE;
    return List.of(
        comparison.landscape().title(),
        kind,
        Integer.toString(errors.features()),
        Say.fixed(100 * errors.median(), 1),
        Say.fixed(100 * sorted[0], 1),
        Say.fixed(100 * sorted[sorted.length - 1], 1),
        directed ? Say.fixed(Samples.median(Samples.array(errors.along())), 2) : "–");
  }
}
