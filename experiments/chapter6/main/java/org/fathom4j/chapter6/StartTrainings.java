package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.DeepNets.Form;
import org.fathom4j.data.DataSplit;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.study.StudyContext;
import org.fathom4j.training.TrainingOutcome;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The trainings of {@link InitialisationStudy}. */
final class StartTrainings {
  /** Starts of the weights, in the order of tables and pictures. */
  static final List<WeightStart> STARTS =
      List.of(
          WeightStart.ZERO, WeightStart.EQUAL, WeightStart.TINY, WeightStart.HE, WeightStart.LARGE);

  /** Starts of the biases. */
  static final List<Double> BIASES = List.of(0.0, 0.1);

  private static final int INPUTS = 64;
  private static final int TRAINING = 1000;
  private static final int HELD = 500;
  private static final double NOISE = 0.6;

  private final InitialisationStudy study;
  private final StudyContext context;
  private final DataSplit data = NoisyPatterns.split(INPUTS, TRAINING, HELD, NOISE);

  StartTrainings(InitialisationStudy study, StudyContext context) {
    this.study = study;
    this.context = context;
  }

  /**
   * Trainings of one kind.
   *
   * @param bias start of the biases
   * @param depth hidden layers
   * @param ends one for each random start
   */
  record Arm(WeightStart start, double bias, int depth, List<End> ends) {
    long diverged() {
      return ends.stream().filter(e -> e.outcome().state() == TrialState.DIVERGED).count();
    }

    /** Mean test accuracy of those that came to their end; NaN where none did. */
    double accuracy() {
      return Samples.mean(
          ends.stream()
              .filter(e -> e.outcome().state() == TrialState.COMPLETE)
              .mapToDouble(
                  e -> e.outcome().results().getOrDefault(Metric.TEST_ACCURACY, Double.NaN))
              .toArray());
    }

    /** The fewest different units of a hidden layer. */
    int leastDifferentUnits() {
      return ends.stream().mapToInt(e -> Collections.min(e.differentUnits())).min().orElse(0);
    }

    /** The most different units of a hidden layer. */
    int mostDifferentUnits() {
      return ends.stream().mapToInt(e -> Collections.max(e.differentUnits())).max().orElse(0);
    }

    /** Largest change of a weight of a hidden layer. */
    double moved() {
      return ends.stream().mapToDouble(End::moved).max().orElse(0);
    }
  }

  /**
   * How one training ended.
   *
   * @param differentUnits by hidden layer, how many units are not copies of another
   * @param moved largest change of a weight of a hidden layer
   */
  record End(TrainingOutcome outcome, List<Integer> differentUnits, double moved) {}

  /** Every start of the weights with every start of the biases at every depth. */
  List<Arm> all() {
    List<Arm> arms = new ArrayList<>();
    for (WeightStart start : STARTS) {
      for (double bias : BIASES) {
        for (int depth : study.depths()) {
          arms.add(arm(start, bias, depth));
        }
      }
      context.progress().accept("weights " + start.name() + ": trained");
    }
    return arms;
  }

  private Arm arm(WeightStart start, double bias, int depth) {
    List<End> ends = new ArrayList<>();
    for (long seed = 1; seed <= study.seeds(); seed++) {
      Form form = Form.of(data, depth, study.width(), start, bias);
      ends.add(end(DeepNets.build(form, seed, study.rate())));
    }
    return new Arm(start, bias, depth, ends);
  }

  private End end(MultiLayerNetwork network) {
    MultiLayerNetwork before = network.clone();
    TrainingOutcome outcome = DeepNets.train(network, data, study.epochs(), study.rate(), context);
    double moved = 0;
    for (int layer = 0; layer < network.getnLayers() - 1; layer++) {
      INDArray change = network.getParam(layer + "_W").sub(before.getParam(layer + "_W"));
      moved = Math.max(moved, change.amaxNumber().doubleValue());
    }
    return new End(outcome, DeepNets.differentUnits(network), moved);
  }
}
