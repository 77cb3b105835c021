package org.fathom4j.scoring;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Target;
import org.fathom4j.metrics.Quantity;

/**
 * Predictions of real numbers, scored in the unit of the target: what it is scaled by for training
 * is taken back first.
 *
 * <pre>
 * MAE    mean |prediction - truth|
 * RMSE   root of the mean (prediction - truth)^2
 * R²     1 - sum (prediction - truth)^2 / sum (truth - mean truth)^2
 * </pre>
 *
 * <p>Of several numbers each is the mean over them. R² does not exist where all truths are equal.
 * The loss is in the scale of the training.
 */
public final class NumberScoring implements Scoring {
  private final Target.Numbers target;
  private final Loss loss;
  private final int width;
  private double[] predicted = new double[0];
  private double[] truth = new double[0];
  private int size;
  private double losses;

  /** An empty scoring. */
  public NumberScoring(Target.Numbers target, Loss loss) {
    this.target = target;
    this.loss = loss;
    this.width = target.width();
  }

  /** What is predicted. */
  public Target.Numbers target() {
    return target;
  }

  @Override
  public void add(Batch batch, float[] outputs) {
    int needed = (size + batch.size()) * width;
    if (needed > truth.length) {
      int room = Math.max(needed, truth.length + (truth.length >> 1));
      truth = Arrays.copyOf(truth, room);
      predicted = Arrays.copyOf(predicted, room);
    }
    for (int i = 0; i < batch.size() * width; i++) {
      predicted[size * width + i] = target.restored(i % width, outputs[i]);
      truth[size * width + i] = target.restored(i % width, batch.labels()[i]);
    }
    for (int i = 0; i < batch.size(); i++) {
      losses += loss.of(outputs, i * width, batch.labels(), i * width, width);
    }
    size += batch.size();
  }

  /** How many examples there are. */
  public int size() {
    return size;
  }

  /** The prediction for an example's number. */
  public double predicted(int index, int number) {
    return predicted[index * width + number];
  }

  /** An example's number. */
  public double truth(int index, int number) {
    return truth[index * width + number];
  }

  @Override
  public Scores scores() {
    Map<Quantity, Double> scores = errors(IntStream.range(0, size).toArray());
    scores.put(Quantity.LOSS, losses / size);
    return new Scores(size, scores);
  }

  /** MAE, RMSE and R² of some of the examples, which may be there more than once. */
  public Map<Quantity, Double> errors(int[] rows) {
    Map<Quantity, Double> mean = new EnumMap<>(Quantity.class);
    for (int j = 0; j < width; j++) {
      errorsOf(j, rows).forEach((quantity, e) -> mean.merge(quantity, e / width, Double::sum));
    }
    return mean;
  }

  private Map<Quantity, Double> errorsOf(int number, int[] rows) {
    double absolute = 0;
    double squares = 0;
    double sum = 0;
    for (int row : rows) {
      double error = predicted(row, number) - truth(row, number);
      absolute += Math.abs(error);
      squares += error * error;
      sum += truth(row, number);
    }
    double mean = sum / rows.length;
    double variation = 0;
    for (int row : rows) {
      double distance = truth(row, number) - mean;
      variation += distance * distance;
    }
    return Map.of(
        Quantity.MAE,
        absolute / rows.length,
        Quantity.RMSE,
        Math.sqrt(squares / rows.length),
        Quantity.R2,
        variation > 0 ? 1 - squares / variation : Double.NaN);
  }
}
