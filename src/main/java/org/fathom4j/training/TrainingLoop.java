package org.fathom4j.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.TrainingSpec;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Batches;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Subset;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.TrialState;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains one network: mini-batches, a score on the validation examples after each epoch, an early
 * stop where no better one comes, and one test of the epoch that scored best. Training examples are
 * scored on a fixed sample, no larger than the validation set, after each epoch, and all of them at
 * the chosen epoch.
 */
public final class TrainingLoop {
  /** A loss this many times that of the first step counts as divergence. */
  private static final double DIVERGED = 1000;

  private final TrainingSpec spec;
  private final DataSplit data;
  private final Choice choice;
  private final TrainingListener listener;
  private final BooleanSupplier stopped;

  /**
   * How the best epoch is chosen.
   *
   * @param metric a validation metric
   * @param maximize whether more of it is better
   */
  public record Choice(String metric, boolean maximize) {
    boolean better(double candidate, double best) {
      return maximize ? candidate > best : candidate < best;
    }

    double worst() {
      return maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
  }

  /**
   * A loop.
   *
   * @param spec the training section
   * @param data split examples
   * @param choice how the epoch to test is chosen
   * @param listener hears of steps and epochs
   * @param stopped asked between steps; true ends the training, its trial to be trained again
   */
  public TrainingLoop(
      TrainingSpec spec,
      DataSplit data,
      Choice choice,
      TrainingListener listener,
      BooleanSupplier stopped) {
    this.spec = spec;
    this.data = data;
    this.choice = choice;
    this.listener = listener;
    this.stopped = stopped;
  }

  /** Trains; afterwards the network holds the parameters of the chosen epoch. */
  public TrainingOutcome run(MultiLayerNetwork network, Engine engine, long seed) {
    return new Run(network, engine, seed).train();
  }

  /** The state of one training. */
  private final class Run {
    private final MultiLayerNetwork network;
    private final Engine engine;
    private final Evaluator evaluator;
    private final long seed;
    private final Examples trainSample;
    private final List<EpochRecord> epochs = new ArrayList<>();
    private INDArray bestParameters;
    private double bestScore = choice.worst();
    private int bestEpoch;
    private double firstLoss = Double.NaN;
    private String cause = "";
    private long dataNanos;

    /** The next pass, whose first batches are assembled while the last epoch is scored. */
    private Batches upcoming;

    Run(MultiLayerNetwork network, Engine engine, long seed) {
      this.network = network;
      this.engine = engine;
      this.seed = seed;
      this.evaluator = Evaluator.of(network);
      this.trainSample = Subset.first(data.train(), data.validation().size());
      this.bestParameters = network.params().dup();
      this.upcoming = open(1);
    }

    private Batches open(int epoch) {
      return Batches.of(data.train(), spec.batch(), seed, epoch);
    }

    TrainingOutcome train() {
      try {
        return trainEpochs();
      } finally {
        upcoming.close();
      }
    }

    private TrainingOutcome trainEpochs() {
      for (int epoch = 1; epoch <= spec.epochs(); epoch++) {
        long start = System.nanoTime();
        double loss = pass(epoch);
        if (stopped.getAsBoolean()) {
          return new TrainingOutcome(TrialState.RUNNING, "stopped", epochs, Map.of());
        }
        if (diverged(loss)) {
          return new TrainingOutcome(TrialState.DIVERGED, cause, epochs, Map.of());
        }
        double trained = seconds(start);
        if (epoch < spec.epochs()) {
          upcoming = open(epoch + 1);
        }
        record(epoch, loss, start, trained);
        if (spec.patience().isPresent() && epoch - bestEpoch >= spec.patience().getAsInt()) {
          break;
        }
      }
      if (bestEpoch == 0) {
        cause = "no epoch had a validation score";
        return new TrainingOutcome(TrialState.DIVERGED, cause, epochs, Map.of());
      }
      return tested();
    }

    /** One pass over the training examples; the mean loss. */
    private double pass(int epoch) {
      double sum = 0;
      int seen = 0;
      dataNanos = 0;
      try (Batches batches = upcoming) {
        for (Batch batch = next(batches); batch != null; batch = next(batches)) {
          double loss = engine.step(BatchArrays.features(batch), BatchArrays.labels(batch));
          if (Double.isNaN(firstLoss)) {
            firstLoss = loss;
          }
          sum += loss * batch.size();
          seen += batch.size();
          if (diverged(loss) || stopped.getAsBoolean()) {
            return loss;
          }
          listener.stepEnded(
              new TrainingListener.Progress(
                  epoch, spec.epochs(), seen, data.train().size(), sum / seen));
        }
      }
      engine.epochEnded();
      return sum / seen;
    }

    private @Nullable Batch next(Batches batches) {
      long start = System.nanoTime();
      Batch batch = batches.next();
      dataNanos += System.nanoTime() - start;
      return batch;
    }

    private boolean diverged(double loss) {
      if (Double.isFinite(loss) && loss <= DIVERGED * Math.max(firstLoss, 1)) {
        return false;
      }
      cause =
          String.format(
              Locale.ROOT,
              "the loss became %s at step %d; a lower training.optimizer rate or a smaller start of the weights may help",
              Double.isFinite(loss) ? String.format(Locale.ROOT, "%.3g", loss) : loss,
              network.getIterationCount());
      return true;
    }

    private void record(int epoch, double loss, long start, double trained) {
      Map<String, Double> metrics = new HashMap<>();
      metrics.putAll(evaluator.score(engine, trainSample).on("train"));
      metrics.putAll(evaluator.score(engine, data.validation()).on("validation"));
      metrics.put(Metric.TRAIN_LOSS, loss);
      metrics.put(Metric.LEARNING_RATE, learningRate());
      metrics.put(Metric.EXAMPLES_PER_SECOND, data.train().size() / trained);
      metrics.put(Metric.DATA_SHARE, dataNanos / 1e9 / trained);
      metrics.put(Metric.EPOCH_SECONDS, seconds(start));
      double score = metrics.getOrDefault(choice.metric(), Double.NaN);
      if (choice.better(score, bestScore)) {
        bestScore = score;
        bestEpoch = epoch;
        bestParameters = network.params().dup();
      }
      EpochRecord record = new EpochRecord(epoch, System.currentTimeMillis(), metrics);
      epochs.add(record);
      listener.epochEnded(record);
    }

    private TrainingOutcome tested() {
      network.setParams(bestParameters);
      Map<String, Double> results = new HashMap<>();
      results.put(Metric.BEST_EPOCH, (double) bestEpoch);
      results.putAll(evaluator.score(engine, data.train()).on("best/train"));
      results.putAll(evaluator.score(engine, data.test()).on("test"));
      epochs
          .get(bestEpoch - 1)
          .metrics()
          .forEach(
              (metric, value) -> {
                if (metric.startsWith("validation/")) {
                  results.put("best/" + metric, value);
                }
              });
      return new TrainingOutcome(TrialState.COMPLETE, "", epochs, results);
    }

    private double learningRate() {
      for (int layer = 0; layer < network.getnLayers(); layer++) {
        Double rate = network.getLearningRate(layer);
        if (rate != null) {
          return rate;
        }
      }
      return Double.NaN;
    }

    private static double seconds(long start) {
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
