package org.fathom4j.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.TrialSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.source.DataSets;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.network.LayerRegistry;
import org.fathom4j.network.NetworkBuilder;
import org.fathom4j.network.NetworkPlan;
import org.fathom4j.problem.Problems;

/**
 * Trains the cases of {@link ContinuedTrainingTest}, in a process of its own: {@code whole FOLDER
 * CASES} trains each from start to end and leaves a checkpoint after every epoch; {@code continued
 * FOLDER CASES} takes up each of those for one epoch, and the first of them to the end.
 */
final class BrokenOff {
  private static final long SEED = 7;

  private final Path folder;
  private final Map<Boolean, DataSplit> data = new TreeMap<>();

  private BrokenOff(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    BrokenOff here = new BrokenOff(folder);
    for (TrainingCase each : TrainingCase.named(args[2])) {
      if (args[0].equals("whole")) {
        here.whole(each);
      } else {
        here.continued(each);
      }
    }
  }

  private void whole(TrainingCase of) throws IOException {
    Kept kept = new Kept(of);
    train(of, new Budget(1, TrainingCase.EPOCHS), Optional.empty(), kept, outcome(of, 0));
  }

  private void continued(TrainingCase of) throws IOException {
    int last = 0;
    while (Files.exists(checkpoint("whole", of, last + 1))) {
      last++;
      Checkpoint from = read(checkpoint("whole", of, last));
      Budget next = new Budget(last + 1, last + 1);
      Optional<Checkpoint> left =
          train(of, next, Optional.of(from), (epoch, state) -> {}, outcome(of, last));
      if (left.isPresent()) {
        write(left.get(), checkpoint("continued", of, last + 1));
      }
    }
    Checkpoint first = read(checkpoint("whole", of, 1));
    Budget rest = new Budget(2, TrainingCase.EPOCHS);
    train(of, rest, Optional.of(first), (epoch, state) -> {}, outcome(of, 1));
  }

  private Path outcome(TrainingCase of, int after) {
    return outcome(folder, of, after);
  }

  /** How a training ended that went on after that epoch. */
  static Path outcome(Path folder, TrainingCase of, int after) {
    return folder.resolve(of.name() + "-" + after + ".outcome");
  }

  static Path checkpoint(Path folder, String kind, TrainingCase of, int epoch) {
    return folder.resolve(kind + "-" + of.name() + "-" + epoch + ".checkpoint");
  }

  private Path checkpoint(String kind, TrainingCase of, int epoch) {
    return checkpoint(folder, kind, of, epoch);
  }

  /** Writes how the training ended if it did; else gives its checkpoint. */
  private Optional<Checkpoint> train(
      TrainingCase of, Budget budget, Optional<Checkpoint> from, AtEpoch atEpoch, Path end)
      throws IOException {
    ExperimentFile file =
        ExperimentFile.parse(of.yaml(), Path.of("case.yaml"), Optional.empty(), List.of());
    Problems problems = new Problems();
    TrialSpec spec = file.bind(Map.of(), problems);
    DataSplit split = data.computeIfAbsent(of.varied(), varied -> load(spec));
    NetworkPlan plan =
        new NetworkBuilder(LayerRegistry.load())
            .plan(
                spec.network(),
                new NetworkBuilder.Setting(
                    split.train().shape(),
                    split.train().target(),
                    spec.training(),
                    TrainingCase.EPOCHS * TrainingCase.STEPS,
                    SEED))
            .orElseThrow(() -> new IllegalStateException(of + ": " + problems.all()));
    MultiLayerNetwork network = plan.build();
    try (Engine engine = of.compiled() ? new CompiledEngine(network) : new Dl4jEngine(network)) {
      TrainingLoop loop =
          new TrainingLoop(
              spec.training(),
              split,
              new TrainingLoop.Choice(Metric.VALIDATION_LOSS, false),
              new Listening(atEpoch),
              () -> false);
      TrainingOutcome outcome = loop.run(network, engine, SEED, budget, from);
      if (outcome.checkpoint().isEmpty()) {
        Files.writeString(end, describe(outcome, network));
      }
      return outcome.checkpoint();
    } finally {
      network.close();
    }
  }

  private static DataSplit load(TrialSpec spec) {
    return new DataSets(DataPlaces.of(Map.of(), Path.of("."), true)).load(spec.data());
  }

  private static String describe(TrainingOutcome outcome, MultiLayerNetwork network) {
    List<String> lines = new ArrayList<>();
    lines.add(outcome.state() + " " + outcome.cause());
    outcome.epochs().forEach(epoch -> lines.add(timeless(epoch).toString()));
    lines.add(new TreeMap<>(outcome.results()).toString());
    lines.add("parameters " + Arrays.hashCode(Checkpoint.floats(network.params())));
    return String.join("\n", lines);
  }

  /** Everything but what a clock says. */
  static String describe(Checkpoint of) {
    List<String> lines = new ArrayList<>();
    lines.add("parameters " + Arrays.hashCode(of.network().parameters()));
    lines.add("updater " + Arrays.hashCode(of.network().updaterState()));
    lines.add("iteration " + of.network().iteration() + ", epoch " + of.network().epoch());
    of.epochs().forEach(epoch -> lines.add(timeless(epoch).toString()));
    for (Checkpoint.Best best : of.best()) {
      lines.add("best " + best.epoch() + ", score " + best.score());
      lines.add("its parameters " + Arrays.hashCode(best.parameters()));
    }
    lines.add("first loss " + of.firstLoss());
    lines.add(of.configuration());
    return String.join("\n", lines);
  }

  private static EpochRecord timeless(EpochRecord epoch) {
    Map<String, Double> metrics = new TreeMap<>(epoch.metrics());
    metrics.keySet().removeIf(name -> name.startsWith("time/"));
    return new EpochRecord(epoch.epoch(), 0, metrics);
  }

  static Checkpoint read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Checkpoint.read(in);
    }
  }

  private static void write(Checkpoint checkpoint, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      checkpoint.writeTo(out);
    }
  }

  private interface AtEpoch {
    void ended(EpochRecord epoch, Supplier<Checkpoint> state) throws IOException;
  }

  private final class Kept implements AtEpoch {
    private final TrainingCase of;

    Kept(TrainingCase of) {
      this.of = of;
    }

    @Override
    public void ended(EpochRecord epoch, Supplier<Checkpoint> state) throws IOException {
      write(state.get(), checkpoint("whole", of, epoch.epoch()));
    }
  }

  private record Listening(AtEpoch atEpoch) implements TrainingListener {
    @Override
    public void stepEnded(Progress progress) {
      // Epochs are of interest alone.
    }

    @Override
    public void epochEnded(EpochRecord epoch, Supplier<Checkpoint> checkpoint) {
      try {
        atEpoch.ended(epoch, checkpoint);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
