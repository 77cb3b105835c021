package org.fathom4j.scoring;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.data.Batch;
import org.fathom4j.metrics.Quantity;

/**
 * Predictions of one of several classes.
 *
 * <pre>
 * accuracy            share of examples whose largest output is that of their class
 * balanced accuracy   mean of the classes' recall; see {@link Confusion}
 * macro F1            mean of the classes' F1; see {@link Confusion}
 * log loss            mean of -log p(true class), p of at least 2^-52
 * AUC                 of two classes, that of p(second class); of more, the mean over the classes
 *                     of p(class) for each against the rest; see {@link RocArea}
 * Brier score         mean over examples of the sum over classes of (p - y)^2 (Brier 1950), from 0
 *                     to 2; of two classes half of it, which is (p - y)^2 of either class
 * calibration error   see {@link Calibration}
 * </pre>
 *
 * <p>Log loss, Brier score and calibration exist where the outputs of every example are
 * probabilities: none below 0, their sum 1. The definitions are scikit-learn's.
 */
public final class ClassScoring implements Scoring {
  private static final double LEAST_PROBABILITY = Math.ulp(1.0);
  private static final double SUM_TOLERANCE = 1e-3;

  private final int classes;
  private final Loss loss;
  private float[] outputs = new float[0];
  private int[] labels = new int[0];
  private int size;
  private double losses;
  private boolean probabilities = true;

  /** An empty scoring of so many classes. */
  public ClassScoring(int classes, Loss loss) {
    this.classes = classes;
    this.loss = loss;
  }

  @Override
  public void add(Batch batch, float[] given) {
    grow(size + batch.size());
    System.arraycopy(given, 0, outputs, size * classes, batch.size() * classes);
    for (int i = 0; i < batch.size(); i++) {
      labels[size + i] = Argmax.of(batch.labels(), i * classes, classes);
      losses += loss.of(given, i * classes, batch.labels(), i * classes, classes);
      probabilities &= areProbabilities(given, i * classes);
    }
    size += batch.size();
  }

  private void grow(int needed) {
    if (needed > labels.length) {
      int room = Math.max(needed, labels.length + (labels.length >> 1));
      labels = Arrays.copyOf(labels, room);
      outputs = Arrays.copyOf(outputs, Math.multiplyExact(room, classes));
    }
  }

  private boolean areProbabilities(float[] given, int from) {
    double sum = 0;
    for (int j = 0; j < classes; j++) {
      sum += given[from + j] >= 0 ? given[from + j] : Double.NaN;
    }
    return Math.abs(sum - 1) <= SUM_TOLERANCE;
  }

  /** How many examples there are. */
  public int size() {
    return size;
  }

  /** The true class of an example. */
  public int label(int index) {
    return labels[index];
  }

  /** The class that is predicted for an example. */
  public int predicted(int index) {
    return Argmax.of(outputs, index * classes, classes);
  }

  /** What the network gave for a class of an example. */
  public float output(int index, int type) {
    return outputs[index * classes + type];
  }

  /** What the network gave for the class that it predicts. */
  public float confidence(int index) {
    return output(index, predicted(index));
  }

  /** Examples by true and by predicted class. */
  public Confusion confusion() {
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < size; i++) {
      counts[labels[i]][predicted(i)]++;
    }
    return new Confusion(counts);
  }

  /** Confidence beside the share that is right; empty where outputs are no probabilities. */
  public List<Calibration.Bin> calibration() {
    return probabilities ? measuredCalibration().bins() : List.of();
  }

  private Calibration measuredCalibration() {
    Calibration calibration = new Calibration();
    for (int i = 0; i < size; i++) {
      int predicted = predicted(i);
      calibration.add(output(i, predicted), predicted == labels[i]);
    }
    return calibration;
  }

  @Override
  public Scores scores() {
    Confusion confusion = confusion();
    Map<Quantity, Double> scores = new EnumMap<>(Quantity.class);
    scores.put(Quantity.LOSS, losses / size);
    scores.put(Quantity.ACCURACY, confusion.accuracy());
    scores.put(Quantity.BALANCED_ACCURACY, confusion.balancedAccuracy());
    scores.put(Quantity.MACRO_F1, confusion.macroF1());
    scores.put(Quantity.AUC, auc());
    if (probabilities) {
      scores.put(Quantity.LOG_LOSS, logLoss());
      scores.put(Quantity.BRIER, brier());
      scores.put(Quantity.CALIBRATION_ERROR, measuredCalibration().error());
    }
    return new Scores(size, scores);
  }

  private double logLoss() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum -= Math.log(Math.max(output(i, labels[i]), LEAST_PROBABILITY));
    }
    return sum / size;
  }

  private double brier() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < classes; j++) {
        double distance = output(i, j) - (labels[i] == j ? 1.0 : 0.0);
        sum += distance * distance;
      }
    }
    return sum / size / (classes == 2 ? 2 : 1);
  }

  private double auc() {
    if (classes == 2) {
      return area(1);
    }
    double sum = 0;
    int known = 0;
    for (int c = 0; c < classes; c++) {
      double area = area(c);
      if (!Double.isNaN(area)) {
        sum += area;
        known++;
      }
    }
    return sum / known;
  }

  private double area(int type) {
    float[] scores = new float[size];
    boolean[] positive = new boolean[size];
    for (int i = 0; i < size; i++) {
      scores[i] = output(i, type);
      positive[i] = labels[i] == type;
    }
    return RocArea.of(scores, positive);
  }
}
