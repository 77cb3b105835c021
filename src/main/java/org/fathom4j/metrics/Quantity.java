package org.fathom4j.metrics;

import static org.fathom4j.metrics.TargetKind.CLASSES;
import static org.fathom4j.metrics.TargetKind.NUMBERS;
import static org.fathom4j.metrics.TargetKind.SEQUENCE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What can be measured of predictions, each with its name, unit, better side and the kinds of
 * target that it exists for. A metric is a quantity on a part of the data: {@code validation/rmse}.
 * Package {@code org.fathom4j.scoring} has the formulas.
 */
public enum Quantity {
  /** Mean of the loss that training lowers, regularization apart. */
  LOSS("loss", "loss", Unit.NONE, false, EnumSet.allOf(TargetKind.class)),
  /** Share of examples predicted right. */
  ACCURACY("accuracy", "accuracy", Unit.SHARE, true, EnumSet.of(CLASSES, SEQUENCE)),
  /** Share of the digits that stand right in their place. */
  DIGIT_ACCURACY("digit-accuracy", "digit accuracy", Unit.SHARE, true, SEQUENCE),
  /** Share of whole numbers, the surest first, that is kept where 98% of the kept are right. */
  COVERAGE_AT_98("coverage-at-98", "coverage at 98%", Unit.SHARE, true, SEQUENCE),
  /** Mean over the classes of the share of their examples that are predicted right. */
  BALANCED_ACCURACY("balanced-accuracy", "balanced accuracy", Unit.SHARE, true, CLASSES),
  /** Mean over the classes of F1, the harmonic mean of precision and recall. */
  MACRO_F1("macro-f1", "macro F1", Unit.NONE, true, CLASSES),
  /** Mean of {@code -log p} of the true class. */
  LOG_LOSS("log-loss", "log loss", Unit.NONE, false, CLASSES),
  /** Area under the ROC curve; of several classes the mean of each against the rest. */
  AUC("auc", "AUC", Unit.NONE, true, CLASSES),
  /** Mean squared distance of the probabilities from the truth. */
  BRIER("brier", "Brier score", Unit.NONE, false, CLASSES),
  /** How far the confidence is, on average, from the share that is right. */
  CALIBRATION_ERROR("calibration-error", "calibration error", Unit.NONE, false, CLASSES),
  /** Mean absolute error. */
  MAE("mae", "MAE", Unit.TARGET, false, NUMBERS),
  /** Root of the mean squared error. */
  RMSE("rmse", "RMSE", Unit.TARGET, false, NUMBERS),
  /** Share of the target's variance that is explained; below 0 where the mean predicts better. */
  R2("r2", "R²", Unit.NONE, true, NUMBERS);

  /** What a quantity is a number of. */
  public enum Unit {
    /** A share of examples, shown in percent. */
    SHARE,
    /** The unit of the number that is predicted. */
    TARGET,
    /** None. */
    NONE
  }

  private final String key;
  private final String title;
  private final Unit unit;
  private final boolean higherIsBetter;

  @SuppressWarnings("ImmutableEnumChecker") // Copied, and handed to nobody.
  private final Set<TargetKind> kinds;

  Quantity(String key, String title, Unit unit, boolean higherIsBetter, TargetKind kind) {
    this(key, title, unit, higherIsBetter, EnumSet.of(kind));
  }

  Quantity(String key, String title, Unit unit, boolean higherIsBetter, Set<TargetKind> kinds) {
    this.key = key;
    this.title = title;
    this.unit = unit;
    this.higherIsBetter = higherIsBetter;
    this.kinds = Set.copyOf(kinds);
  }

  /** The name in metrics, such as {@code macro-f1}. */
  public String key() {
    return key;
  }

  /** As people call it, such as "macro F1". */
  public String title() {
    return title;
  }

  /** What it is a number of. */
  public Unit unit() {
    return unit;
  }

  /** Whether more of it is better. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether it is measured of probabilities alone. */
  public boolean needsProbabilities() {
    return this == LOG_LOSS || this == BRIER || this == CALIBRATION_ERROR;
  }

  /** Whether it can be measured where such a target is predicted. */
  public boolean existsFor(TargetKind kind) {
    return kinds.contains(kind);
  }

  /** The metric of this quantity on a part of the data: {@code test} gives {@code test/rmse}. */
  public String on(String part) {
    return part + "/" + key;
  }

  /** The quantity that a metric, or a bare name, ends in; empty where it is none of these. */
  public static Optional<Quantity> of(String metric) {
    String last = metric.substring(metric.lastIndexOf('/') + 1);
    return Arrays.stream(values()).filter(quantity -> quantity.key.equals(last)).findFirst();
  }

  /** What epoch and trial are chosen by where the experiment does not say. */
  public static Quantity usual(TargetKind kind) {
    return kind == NUMBERS ? RMSE : ACCURACY;
  }

  /**
   * What is also tested at an epoch of its own, the best of it on the validation examples, as each
   * measure of whole numbers is in arXiv 1312.6082, section 5.1.
   */
  public static List<Quantity> withOwnEpoch(TargetKind kind) {
    return kind == SEQUENCE ? List.of(ACCURACY, DIGIT_ACCURACY, COVERAGE_AT_98) : List.of();
  }

  /**
   * What networks may be judged by on the test data, the first that was measured: the objective's
   * quantity where that is not the loss, then accuracy, RMSE, loss.
   */
  public static List<Quantity> judging(String objective) {
    Stream<Quantity> own = of(objective).filter(quantity -> quantity != LOSS).stream();
    return Stream.concat(own, Stream.of(ACCURACY, RMSE, LOSS)).distinct().toList();
  }

  /** Every quantity of a kind of target, in the order in which they are shown. */
  public static List<Quantity> of(TargetKind kind) {
    return Arrays.stream(values()).filter(quantity -> quantity.existsFor(kind)).toList();
  }
}
