package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.HiddenUnits.Count;
import org.fathom4j.config.Options;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Subset;
import org.fathom4j.evaluation.StoredNetwork;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.statistics.Bootstrap;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.study.StudyContext.FinishedSweep;
import org.fathom4j.tracking.local.LocalStore;

/**
 * Rectifiers and their generalisations, section 6.3 of the book, on the networks of a sweep over
 * {@code unit} (and {@code bias}): accuracies, learned slopes, shapes of maxout units, dead units.
 *
 * @param gap largest difference from ReLU's mean accuracy that counts as "about the same", 0 to 1
 * @param images test examples that units are shown
 */
public record RectifierStudy(double gap, int images) implements Study {
  /** The parameter that names the kind of unit. */
  static final String UNIT = "unit";

  /** The parameter of the biases' start. */
  static final String BIAS = "bias";

  /** Reads the options. */
  public static RectifierStudy read(Options options) {
    return new RectifierStudy(
        options.number("gap", 0, 1, 0.05), options.integer("images", 1, 1000));
  }

  /**
   * One trained network.
   *
   * @param units its rectifying layers
   * @param slopes learned slopes by layer, empty where there are none
   */
  record Trained(
      TrialRecord trial, MultiLayerNetwork network, List<Count> units, List<LearnedSlopes> slopes) {
    double accuracy() {
      return trial.result(Metric.TEST_ACCURACY);
    }
  }

  /**
   * All networks of one kind of unit and one start of the biases.
   *
   * @param unit such as {@code maxout-3}
   * @param bias as text, empty where the sweep has none
   */
  record Kind(String unit, String bias, List<Trained> networks) {
    private static final int LEAST = 3;

    String title() {
      return bias.isEmpty() ? unit : unit + ", bias " + bias;
    }

    double[] accuracies() {
      return networks.stream().mapToDouble(Trained::accuracy).toArray();
    }

    double mean() {
      return Samples.mean(accuracies());
    }

    /** Of the mean; empty where there are too few networks to say. */
    Optional<Interval> interval() {
      return networks.size() < LEAST
          ? Optional.empty()
          : Optional.of(Bootstrap.STANDARD.interval(accuracies(), Samples::mean));
    }

    /** Whether every rectifier in the network is plain ReLU. */
    boolean isRelu() {
      return networks.get(0).units().stream().allMatch(Count::canDie);
    }

    /** Whether every rectifier has a slope for negative inputs below 1, fixed or learned. */
    boolean isSloping() {
      MultiLayerNetwork network = networks.get(0).network();
      double fixed = HiddenUnits.fixedSlope(network).orElse(0);
      return !networks.get(0).slopes().isEmpty() || (fixed > 0 && fixed < 1);
    }

    /** Rectifying units of one network, a channel of a convolution being one. */
    int units() {
      return networks.get(0).units().stream().mapToInt(Count::units).sum();
    }

    /** Share of the units that are dead, over all networks. */
    double dead() {
      return counts().mapToDouble(Count::dead).sum() / counts().mapToDouble(Count::units).sum();
    }

    /** Dead units of layers that are no plain ReLU. */
    int deadOthers() {
      return counts().filter(c -> !c.canDie()).mapToInt(Count::dead).sum();
    }

    private Stream<Count> counts() {
      return networks.stream().flatMap(n -> n.units().stream());
    }
  }

  @Override
  public Lesson run(StudyContext context) {
    FinishedSweep sweep =
        context
            .sweep()
            .orElseThrow(
                () ->
                    new ExperimentException(
                        "the study 'rectifiers' looks at the networks of a sweep over '"
                            + UNIT
                            + "'; give its experiment a network and a sweep"));
    Map<List<String>, List<Trained>> byKind = new LinkedHashMap<>();
    Examples shown = Subset.first(sweep.data().test(), images);
    for (TrialRecord trial : sweep.record().trials()) {
      if (trial.state() == TrialState.COMPLETE && !context.stopped().getAsBoolean()) {
        byKind.computeIfAbsent(key(trial), k -> new ArrayList<>()).add(read(trial, sweep, shown));
        context.progress().accept("network " + trial.number() + " looked at");
      }
    }
    if (byKind.isEmpty()) {
      throw new ExperimentException("the sweep has no complete trial to look at");
    }
    List<Kind> kinds =
        byKind.entrySet().stream()
            .map(e -> new Kind(e.getKey().get(0), e.getKey().get(1), e.getValue()))
            .collect(Collectors.toList());
    return RectifierLesson.of(this, sweep, kinds);
  }

  private static List<String> key(TrialRecord trial) {
    Object unit = trial.parameters().get(UNIT);
    if (unit == null) {
      throw new ExperimentException(
          "the study 'rectifiers' needs a sweep over '"
              + UNIT
              + "'; trial 1 has the parameters "
              + trial.parameters().keySet());
    }
    Object bias = trial.parameters().getOrDefault(BIAS, "");
    return List.of(
        unit.toString(),
        bias instanceof Number n ? Say.number(n.doubleValue(), 3) : bias.toString());
  }

  private static Trained read(TrialRecord trial, FinishedSweep sweep, Examples shown) {
    MultiLayerNetwork network =
        StoredNetwork.read(LocalStore.modelFile(sweep.store(), trial.number())).network();
    return new Trained(
        trial, network, HiddenUnits.count(network, shown), LearnedSlopes.of(network));
  }

  /** Share of right answers of somebody who always says the same. */
  static double chance(DataSplit data) {
    return 1.0 / data.train().target().width();
  }
}
