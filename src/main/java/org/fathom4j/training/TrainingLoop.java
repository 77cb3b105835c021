package org.fathom4j.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.TrainingSpec;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Batches;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Seeds;
import org.fathom4j.data.Subset;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.TrialState;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network: mini-batches, a score on the validation examples after each epoch, an early
 * stop where no better one comes, and one test of the epoch that scored best. Training examples are
 * scored on a fixed sample, no larger than the validation set, after each epoch, and all of them at
 * the chosen epoch.
 *
 * <p>A training can be broken off after any epoch and taken up from its {@link Checkpoint}, in
 * another process too. On one thread it is then, bit for bit, the one that was never broken off.
 */
public final class TrainingLoop {
  /** A loss this many times that of the first step counts as divergence. */
  private static final double DIVERGED = 1000;

  private static final int NOISE_STREAM = 21;

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
   * @param stopped asked between steps; true ends the training, to be taken up from its last
   *     checkpoint
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

  /** Trains from the first epoch to the last. */
  public TrainingOutcome run(MultiLayerNetwork network, Engine engine, long seed) {
    return run(network, engine, seed, new Budget(1, spec.epochs()), Optional.empty());
  }

  /**
   * Trains within a budget. A training that comes to its end is tested, and the network then holds
   * the parameters of the chosen epoch; one that has epochs left leaves a checkpoint.
   *
   * @param network as it was made, also where it goes on from a checkpoint
   * @param seed the same in every part of one training
   * @param from the end of the part before; empty for the first
   * @throws IllegalArgumentException if {@code from} is of another network, or does not end where
   *     the budget begins
   */
  public TrainingOutcome run(
      MultiLayerNetwork network,
      Engine engine,
      long seed,
      Budget budget,
      Optional<Checkpoint> from) {
    int done = from.map(Checkpoint::epoch).orElse(0);
    if (budget.from() != done + 1) {
      throw new IllegalArgumentException(
          "a budget from epoch %d cannot go on after epoch %d".formatted(budget.from(), done));
    }
    return new Run(network, engine, seed, budget, from).train();
  }

  /** The state of one training. */
  private final class Run {
    private long begun = System.nanoTime();
    private final MultiLayerNetwork network;
    private final Engine engine;
    private final Evaluator evaluator;
    private final long seed;
    private final Budget budget;
    private final double secondsBefore;
    private final Examples trainSample;
    private final ReusedArrays arrays = new ReusedArrays();
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final BestEpochs best;
    private double firstLoss = Double.NaN;
    private String cause = "";
    private long dataNanos;

    /** The next pass, whose first batches are assembled while the last epoch is scored. */
    private Batches upcoming;

    Run(
        MultiLayerNetwork network,
        Engine engine,
        long seed,
        Budget budget,
        Optional<Checkpoint> from) {
      this.network = network;
      this.engine = engine;
      this.seed = seed;
      this.budget = budget;
      this.evaluator = Evaluator.of(network);
      this.trainSample = Subset.first(data.train(), data.validation().size());
      this.best = new BestEpochs(choices());
      this.secondsBefore = from.map(Checkpoint::seconds).orElse(0.0);
      from.ifPresent(this::restore);
      this.upcoming = open(budget.from());
    }

    private void restore(Checkpoint from) {
      from.restore(network);
      epochs.addAll(from.epochs());
      best.restore(from.best());
      firstLoss = from.firstLoss();
    }

    private Checkpoint checkpoint(double seconds) {
      return new Checkpoint(
          Checkpoint.configurationOf(network),
          Checkpoint.Network.of(network),
          epochs,
          best.kept(),
          firstLoss,
          seconds);
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
      while (!over()) {
        int epoch = epochs.size() + 1;
        if (epoch > budget.to()) {
          return TrainingOutcome.paused(checkpoint(secondsBefore + seconds(begun)));
        }
        long start = System.nanoTime();
        double loss = pass(epoch);
        if (stopped.getAsBoolean()) {
          return new TrainingOutcome(TrialState.RUNNING, "stopped", epochs, Map.of());
        }
        if (diverged(loss)) {
          return new TrainingOutcome(TrialState.DIVERGED, cause, epochs, Map.of());
        }
        double trained = seconds(start);
        if (epoch < Math.min(spec.epochs(), budget.to())) {
          upcoming = open(epoch + 1);
        }
        record(epoch, loss, start, trained);
      }
      if (best.epoch() == 0) {
        cause = "no epoch had a validation score";
        return new TrainingOutcome(TrialState.DIVERGED, cause, epochs, Map.of());
      }
      return tested();
    }

    /** Whether no epoch is left, or none that patience allows. */
    private boolean over() {
      int done = epochs.size();
      return done >= spec.epochs()
          || (spec.patience().isPresent() && done - best.epoch() >= spec.patience().getAsInt());
    }

    /** One pass over the training examples; the mean loss. */
    private double pass(int epoch) {
      double sum = 0;
      int seen = 0;
      dataNanos = 0;
      try (Batches batches = upcoming) {
        for (Batch batch = next(batches); batch != null; batch = next(batches)) {
          seedNoise();
          double loss = engine.step(arrays.features(batch), arrays.labels(batch));
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

    /**
     * DL4J's layers draw masks and noise from their thread's generator: what a step draws must not
     * depend on what was drawn before it.
     */
    private void seedNoise() {
      Nd4j.getRandom().setSeed(Seeds.of(seed, NOISE_STREAM, network.getIterationCount()));
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
      metrics.putAll(evaluator.glance(engine, trainSample).on("train"));
      metrics.putAll(evaluator.glance(engine, data.validation()).on("validation"));
      metrics.put(Metric.TRAIN_LOSS, loss);
      metrics.put(Metric.LEARNING_RATE, learningRate());
      metrics.put(Metric.EXAMPLES_PER_SECOND, data.train().size() / trained);
      metrics.put(Metric.DATA_SHARE, dataNanos / 1e9 / trained);
      metrics.put(Metric.EPOCH_SECONDS, seconds(start));
      best.measured(epoch, metrics, network);
      EpochRecord record = new EpochRecord(epoch, System.currentTimeMillis(), metrics);
      epochs.add(record);
      tell(record);
    }

    /** Whoever hears of an epoch may let the training wait: that is no time of it. */
    private void tell(EpochRecord record) {
      long told = System.nanoTime();
      double trained = secondsBefore + seconds(begun);
      listener.epochEnded(record, () -> checkpoint(trained));
      begun += System.nanoTime() - told;
    }

    /** The network is left with the parameters of the epoch that was chosen. */
    private TrainingOutcome tested() {
      FinalTest test = new FinalTest(network, engine, evaluator, data, best);
      Map<String, Double> results = new HashMap<>(test.ownEpochs(own()));
      FinalTest.Chosen chosen = test.chosen(epochs);
      results.putAll(chosen.results());
      return TrainingOutcome.complete(epochs, results, chosen.answers());
    }

    /** What chooses the epoch that is stored and tested, then what chooses one of its own. */
    private List<Choice> choices() {
      List<Choice> choices = new ArrayList<>(List.of(choice));
      own().forEach(q -> choices.add(new Choice(q.on("validation"), q.higherIsBetter())));
      return choices;
    }

    private List<Quantity> own() {
      return Quantity.withOwnEpoch(data.train().target().kind());
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
