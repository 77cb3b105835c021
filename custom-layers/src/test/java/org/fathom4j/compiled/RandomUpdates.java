package org.fathom4j.compiled;

import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/** Draws what happens between gradient and parameters. Rates are modest: nothing diverges. */
final class RandomUpdates {
  private static final int STEPS = 20;

  /** Large enough that the rounding of a gradient that cancels is not blown up to a whole step. */
  private static final double EPSILON = 1e-4;

  private final Random random;

  RandomUpdates(Random random) {
    this.random = random;
  }

  /** Settings of a whole network. */
  NeuralNetConfiguration.Builder settings(long seed) {
    NeuralNetConfiguration.Builder settings =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(updater())
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE);
    if (chance(0.25)) {
      settings.biasUpdater(updater());
    }
    if (chance(0.15)) {
      settings.miniBatch(false).updater(new Sgd(schedule(0.002)));
    }
    regularize(settings);
    if (chance(0.3)) {
      GradientNormalization kind =
          pick(
              GradientNormalization.ClipElementWiseAbsoluteValue,
              GradientNormalization.ClipL2PerLayer,
              GradientNormalization.ClipL2PerParamType,
              GradientNormalization.RenormalizeL2PerLayer,
              GradientNormalization.RenormalizeL2PerParamType);
      settings
          .gradientNormalization(kind)
          .gradientNormalizationThreshold(kind.name().startsWith("Clip") ? 0.05 : 1);
    }
    if (chance(0.3)) {
      settings.constrainWeights(new MaxNormConstraint(0.7, 1));
    }
    return settings;
  }

  private void regularize(NeuralNetConfiguration.Builder settings) {
    if (chance(0.2)) {
      settings.l1(0.003);
    }
    if (chance(0.25)) {
      settings.l2(0.01);
    }
    if (chance(0.1)) {
      settings.l1Bias(0.002).l2Bias(0.01);
    }
    if (chance(0.2)) {
      settings.weightDecay(0.02, chance(0.5));
    }
    if (chance(0.1)) {
      settings.weightDecayBias(0.03, chance(0.5));
    }
  }

  /** An updater, perhaps with a schedule; AdaGrad has none that works. */
  IUpdater updater() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> new Sgd(schedule(0.05));
      case 2, 3 -> new Nesterovs(schedule(0.02), 0.8);
      case 4 -> new Nesterovs(schedule(0.02), momentum());
      case 5, 6 -> adam();
      case 7 -> new RmsProp(0.001, 0.95, EPSILON);
      case 8 -> new AdaGrad(0.01, EPSILON);
      case 9 ->
          pick(
              new AMSGrad(0.002, 0.9, 0.999, EPSILON),
              new AdaMax(0.002, 0.9, 0.999, EPSILON),
              new Nadam(0.002, 0.9, 0.999, EPSILON),
              new AdaDelta(0.95, EPSILON));
      case 10 -> new Adam(0.002, 0.8, 0.95, EPSILON);
      default -> new Sgd(0.05);
    };
  }

  private Adam adam() {
    Adam adam = new Adam(schedule(0.002));
    adam.setEpsilon(EPSILON);
    return adam;
  }

  /** For single layers, which may also stand still. */
  IUpdater layerUpdater() {
    return chance(0.2) ? new NoOp() : updater();
  }

  private ISchedule momentum() {
    return new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.5, 7, 0.9));
  }

  private ISchedule schedule(double rate) {
    ScheduleType type = chance(0.5) ? ScheduleType.ITERATION : ScheduleType.EPOCH;
    return switch (random.nextInt(8)) {
      case 0 -> new ExponentialSchedule(type, rate, 0.9);
      case 1 -> new StepSchedule(type, rate, 0.5, 3);
      case 2 -> new InverseSchedule(type, rate, 0.5, 2);
      case 3 -> new PolySchedule(type, rate, 2, 2 * STEPS);
      case 4 -> new SigmoidSchedule(type, rate, 0.5, 4);
      default -> new MapSchedule(type, Map.of(0, rate, 4, rate / 2));
    };
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  @SafeVarargs
  private <T> T pick(T... options) {
    return options[random.nextInt(options.length)];
  }
}
