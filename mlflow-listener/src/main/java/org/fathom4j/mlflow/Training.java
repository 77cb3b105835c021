package org.fathom4j.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.fathom4j.mlflow.client.Batch.Point;
import org.fathom4j.mlflow.client.Keys;
import org.jspecify.annotations.Nullable;

/**
 * What is measured while a network trains: the score of its iterations, and by epoch their mean and
 * the seconds. Points wait here until they are taken.
 */
final class Training {
  private static final String SCORE = "score";

  private final ScoreSeries scores = new ScoreSeries();
  private final Thread thread = Thread.currentThread();
  private List<Point> waiting = new ArrayList<>();
  private @Nullable Batches batches;
  private Model model;
  private int iterations;
  private int epochs;
  private boolean inEpoch;
  private double epochSum;
  private int epochIterations;
  private long epochNanos;

  Training(Model model) {
    this.model = model;
  }

  Model model() {
    return model;
  }

  Thread thread() {
    return thread;
  }

  boolean inEpoch() {
    return inEpoch;
  }

  /** Of the first iteration. */
  Batches batches() {
    return batches == null ? Batches.UNKNOWN : batches;
  }

  void epochStarted() {
    inEpoch = true;
    epochSum = 0;
    epochIterations = 0;
    epochNanos = System.nanoTime();
  }

  void iteration(Model trained, double score, long timeMillis) {
    model = trained;
    if (batches == null) {
      batches = Batches.of(trained);
    }
    iterations++;
    epochIterations++;
    epochSum += score;
    Double point = scores.add(score);
    if (point != null) {
      waiting.add(new Point(SCORE, point, timeMillis, iterations));
    }
  }

  void epochEnded(long timeMillis) {
    epochs++;
    inEpoch = false;
    if (epochIterations > 0) {
      waiting.add(new Point("train/loss", epochSum / epochIterations, timeMillis, epochs));
    }
    double seconds = (System.nanoTime() - epochNanos) / 1e9;
    waiting.add(new Point("epoch-seconds", seconds, timeMillis, epochs));
  }

  /** By epoch, or by iteration where the program counts no epochs. */
  void measured(String prefix, Map<String, Double> values, long timeMillis) {
    long step = epochs > 0 ? epochs : iterations;
    String folder = prefix.isEmpty() ? "" : prefix + "/";
    values.forEach(
        (name, value) -> waiting.add(new Point(Keys.key(folder + name), value, timeMillis, step)));
  }

  List<Point> take() {
    List<Point> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }
}
