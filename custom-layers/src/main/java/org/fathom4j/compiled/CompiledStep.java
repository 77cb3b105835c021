package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.util.ComputationGraphUtil;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.host.HostArrays;
import org.fathom4j.compiled.host.RecentArrays;
import org.fathom4j.compiled.lowering.Lowering;
import org.fathom4j.compiled.lowering.Obstacle;
import org.fathom4j.compiled.lowering.Target;
import org.fathom4j.compiled.model.TrainedModel;
import org.fathom4j.compiled.update.FlatUpdate;
import org.fathom4j.compiled.update.UpdateStep;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training step, and inference, as programs of a backend: one for each shape of batches. The
 * network stays the model of record.
 *
 * <p>A device may keep parameters, gradients and the updater's state in its own memory. They are
 * the network's own whenever a listener looks, and after an epoch, {@code output}, {@link #sync}
 * and {@link #close}; on the CPU at any time. Whoever changes them, or trains the network
 * otherwise, does so in a listener or after one of these.
 */
abstract sealed class CompiledStep extends TrainingAndEvaluation implements AutoCloseable
    permits CompiledNetwork, CompiledGraph {
  private static final int CACHED_PROGRAMS = 8;

  private final TrainedModel model;
  private final Supplier<? extends Lowering> lowerings;
  private final Backend backend;
  private Lowering lowering;
  private INDArray parameters;
  private INDArray gradients;
  private SharedVectors vectors;
  private UpdateStep update;
  private final RecentArrays recent = new RecentArrays();
  private final Numbers numbers = new Numbers();
  private final Map<Key, Built> programs = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /**
   * What a program is for.
   *
   * @param update what is to be part of it, if anything
   */
  private record Key(
      List<Shape> features,
      Map<Integer, Shape> masks,
      Optional<List<Target>> targets,
      Optional<FlatUpdate> update) {
    @Override
    public String toString() {
      String shapes = features.stream().map(Shape::toString).collect(Collectors.joining(", "));
      return (targets.isPresent() ? "Training on " : "Inference on ") + shapes;
    }
  }

  /**
   * A program.
   *
   * @param outputs how many it has
   * @param carried shapes of what a run hands on to the next: the outputs behind those scored
   * @param updates whether the update is a part of it: its last output is 0 then, or NaN where a
   *     parameter is none or infinite
   */
  private record Built(Program program, int outputs, List<Shape> carried, boolean updates) {
    int firstCarried() {
      return outputs - carried.size() - (updates ? 1 : 0);
    }

    boolean parametersAreFinite() {
      return program.output(outputs - 1).buffer().get(0) == 0;
    }
  }

  /**
   * A step that is ready to run.
   *
   * @param lowerings looks at the network as it is
   */
  CompiledStep(TrainedModel model, Supplier<? extends Lowering> lowerings, Kernels kernels) {
    this.model = model;
    this.lowerings = lowerings;
    this.lowering = lowerings.get();
    this.backend = kernels.open();
    this.parameters = model.parameters();
    this.gradients = model.gradients();
    requireAtFirst();
    this.vectors = vectors();
    this.update = new UpdateStep(model, vectors);
  }

  /** Asks the backend for all that is known to be run before there is a batch. */
  private void requireAtFirst() {
    List<Graph> known = new ArrayList<>(UpdateStep.graphs(model));
    lowering.example().map(lowering::training).ifPresent(known::add);
    boolean ready = false;
    try {
      requireKernels(known);
      ready = true;
    } finally {
      if (!ready) {
        backend.close();
      }
    }
  }

  private SharedVectors vectors() {
    INDArray ofGradients = parameters.isEmpty() ? parameters : gradients; // there are none
    return new SharedVectors(
        backend, HostArrays.floats(parameters), HostArrays.floats(ofGradients));
  }

  /** Makes something of a network that has all of its vectors, or says why that cannot be. */
  @SuppressWarnings("try") // the scope is left at its end
  static <C> C compiled(
      TrainedModel model,
      Supplier<? extends Lowering> lowerings,
      Kernels kernels,
      Supplier<C> compiled) {
    try (MemoryWorkspace detached = outsideWorkspaces()) {
      model.prepare();
      List<Obstacle> obstacles = lowerings.get().obstacles();
      if (!obstacles.isEmpty()) {
        throw new NotCompilableException(obstacles);
      }
      return compiled.get();
    } catch (LinkageError | BackendException unsupported) {
      throw new NotCompilableException(List.of(kernels.library().obstacle(unsupported)));
    }
  }

  /** What of a network can be compiled, on inputs of these types if they are known. */
  @SuppressWarnings("try") // the scope is left at its end
  static Explanation explained(
      TrainedModel model, Supplier<? extends Lowering> lowerings, List<InputType> inputs) {
    try (MemoryWorkspace detached = outsideWorkspaces()) {
      model.prepare();
      Lowering lowering = lowerings.get();
      List<Obstacle> obstacles = new ArrayList<>(lowering.obstacles());
      List<Explanation.Note> notes =
          obstacles.isEmpty() ? Explaining.notes(model, lowering, inputs) : List.of();
      KernelLibrary.chosen().obstacle().ifPresent(obstacles::add);
      return new Explanation(lowering.layers(), obstacles, notes);
    }
  }

  /**
   * What is made within outlives the call, so none of it may lie in a workspace that the caller
   * happens to have open.
   */
  private static MemoryWorkspace outsideWorkspaces() {
    return Nd4j.getMemoryManager().scopeOutOfWorkspaces();
  }

  @Override
  final TrainedModel model() {
    return model;
  }

  /** The kernel library in use. */
  public final String engine() {
    return backend.name();
  }

  /** One training step on a mini-batch. */
  @Override
  public final void fit(DataSet batch) {
    step(ComputationGraphUtil.toMultiDataSet(batch));
  }

  /** One training step on a mini-batch of an array of features for each input and so on. */
  @Override
  public final void fit(MultiDataSet batch) {
    step(batch);
  }

  /**
   * One training step on a mini-batch.
   *
   * @return the score before the update, regularization included
   */
  public final double fit(INDArray features, INDArray labels) {
    return step(new org.nd4j.linalg.dataset.MultiDataSet(features, labels));
  }

  /** A training step; the result is the score before the update. */
  @SuppressWarnings("try") // the scope is left at its end
  final synchronized double step(MultiDataSet batch) {
    BatchArrays.requireTrainable(model, batch);
    BatchArrays.requireMasks(lowering, batch);
    try (MemoryWorkspace detached = outsideWorkspaces()) {
      requireOpen();
      if (model.parameters().isEmpty()) { // as there: nothing to train, and no iteration is counted
        return model.score();
      }
      boolean done = false;
      try {
        double score = trained(segments(batch));
        done = true;
        return score;
      } finally {
        if (!done) {
          vectors.look();
        }
      }
    }
  }

  /** Parts of the batch where backpropagation is truncated: all of it is looked at before. */
  private Segments segments(MultiDataSet batch) {
    if (model.truncation().isEmpty()) {
      return Segments.whole(batch);
    }
    Segments segments = Segments.of(batch, model.truncation().getAsInt());
    Batch all = BatchArrays.training(model, batch, recent);
    numbers.requireFeatures(all);
    numbers.requireTargets(all);
    return segments;
  }

  /** The result is the score of the last part. */
  private double trained(Segments segments) {
    double score = 0;
    for (MultiDataSet part : segments.parts()) {
      score = trained(part, segments);
    }
    return score;
  }

  private double trained(MultiDataSet arrays, Segments segments) {
    followNetwork();
    UpdateStep.obstacle(model)
        .ifPresent(
            why -> {
              throw new NotCompilableException(List.of(new Obstacle("network", why)));
            });
    Batch batch = BatchArrays.training(model, arrays, recent, lowering);
    Optional<FlatUpdate> together = update.together(batch);
    Built built = program(key(batch, Optional.of(BatchArrays.targets(batch)), together));
    numbers.requireFeatures(batch);
    if (built.updates()) { // later it is too late to leave the parameters as they are
      numbers.requireTargets(batch);
    }
    boolean sound = update.parametersAreFinite();
    double penalty = update.penalty(batch);
    built.program().run(batch.carrying(segments.carried(built.carried())));
    double loss = built.program().score();
    segments.take(built.program(), built.firstCarried());
    if (!built.updates() && !Double.isFinite(loss)) {
      numbers.requireTargets(batch);
    }
    boolean listeners = !model.listeners().isEmpty();
    if (listeners) { // some look at the batch
      model.show(arrays);
    }
    double score = (sound ? loss : Double.NaN) + penalty;
    if (built.updates()) {
      update.applied(score, batch, built.parametersAreFinite());
    } else {
      update.apply(score, batch);
    }
    if (listeners) {
      model.hide();
    }
    return model.score();
  }

  /** The network as operations, and its update, as they are now. */
  final Lowering lowering() {
    followNetwork();
    return lowering;
  }

  /** The update of the network as it is now. */
  final UpdateStep update() {
    followNetwork();
    return update;
  }

  /**
   * The output for a batch of a network that has one, as in inference; an array of the caller's
   * own.
   */
  public final INDArray output(INDArray features) {
    if (model.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "the network has %d outputs: outputs(...) gives all of them"
              .formatted(model.outputs().size()));
    }
    return outputsNow(features)[0];
  }

  /** The outputs of a network that somebody may have changed since. */
  final synchronized INDArray[] outputsNow(INDArray... features) {
    sync();
    return outputsOf(features);
  }

  @Override
  @SuppressWarnings("try") // the scope is left at its end
  final synchronized INDArray[] outputsOf(INDArray... features) {
    BatchArrays.requireFeatures(model, features);
    try (MemoryWorkspace detached = outsideWorkspaces()) {
      requireOpen();
      if (model.parameters().isEmpty()) { // some layers of it write into their input
        return model.output(BatchArrays.copied(features));
      }
      followNetwork();
      Batch batch = BatchArrays.inference(model, features, recent);
      Program program = program(key(batch, Optional.empty(), Optional.empty())).program();
      numbers.requireFeatures(batch);
      if (!update.parametersAreFinite()) {
        return model.output(new org.nd4j.linalg.dataset.MultiDataSet(features, null));
      }
      program.run(batch);
      INDArray[] outputs = new INDArray[model.outputs().size()];
      Arrays.setAll(outputs, i -> HostArrays.copy(program.output(i)));
      return outputs;
    }
  }

  /**
   * Programs and update work in the network's own vectors; where somebody gave the network others
   * ({@code initGradientsView}), they are made anew.
   */
  private void followNetwork() {
    if (same(model.parameters(), parameters) && same(model.gradients(), gradients)) {
      return;
    }
    clear();
    lowering = lowerings.get();
    parameters = model.parameters();
    gradients = model.gradients();
    vectors = vectors();
    update = new UpdateStep(model, vectors);
  }

  /**
   * Whether two arrays are the same memory: a graph makes its parameters' array anew when asked.
   */
  private static boolean same(INDArray left, INDArray right) {
    return left == right
        || (left.length() == right.length()
            && left.offset() == right.offset()
            && left.data().address() == right.data().address());
  }

  private void clear() {
    boolean reachable = !parameters.isEmpty() && !parameters.wasClosed() && !gradients.wasClosed();
    if (reachable) {
      vectors.look();
    }
    programs.values().forEach(built -> built.program().close());
    programs.clear();
    update.close();
    vectors.close();
  }

  /**
   * Brings parameters, gradients and the updater's state to where the network has them, from the
   * memory of whatever device trains it.
   */
  @Override
  @SuppressWarnings("try") // the scope is left at its end
  public final synchronized void sync() {
    try (MemoryWorkspace detached = outsideWorkspaces()) {
      requireOpen();
      vectors.look();
    }
  }

  /** The score of the last mini-batch, as the network's own. */
  public final double score() {
    return model.score();
  }

  /** The commands of the programs built so far, for people. */
  public final synchronized String listing() {
    String end = System.lineSeparator();
    String updating = update.listing();
    return programs.entrySet().stream()
            .map(entry -> entry.getKey() + end + entry.getValue().program().listing())
            .collect(Collectors.joining(end))
        + (updating.isEmpty() ? "" : end + "Update" + end + updating);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this compiled network is closed: compile the network again");
    }
    if (model.parameters().wasClosed()) {
      throw new IllegalStateException(
          "the network of this compiled one is closed: its parameters are gone");
    }
  }

  private static Key key(Batch batch, Optional<List<Target>> targets, Optional<FlatUpdate> update) {
    return new Key(BatchArrays.shapes(batch), BatchArrays.masks(batch), targets, update);
  }

  private Built program(Key key) {
    Built known = programs.get(key);
    if (known != null) {
      return known;
    }
    closeOutdated(key);
    Built built = built(key);
    programs.put(key, built);
    if (programs.size() > CACHED_PROGRAMS) {
      Key eldest = new ArrayList<>(programs.keySet()).get(0);
      programs.remove(eldest).program().close();
    }
    return built;
  }

  /** Programs whose update is of an updater that the network has no more never run again. */
  private void closeOutdated(Key next) {
    if (next.update.isPresent()) {
      programs
          .entrySet()
          .removeIf(
              entry -> {
                boolean outdated =
                    entry.getKey().update.isPresent() && !entry.getKey().update.equals(next.update);
                if (outdated) {
                  entry.getValue().program().close();
                }
                return outdated;
              });
    }
  }

  private Built built(Key key) {
    Graph graph =
        key.targets
            .map(targets -> lowering.training(key.features, key.masks, targets))
            .orElseGet(() -> lowering.inference(key.features));
    Optional<Graph> whole = key.update.flatMap(moving -> moving.within(graph));
    Graph all = whole.orElse(graph);
    requireKernels(List.of(all));
    List<Shape> carried =
        key
            .targets
            .map(targets -> graph.outputs().subList(targets.size(), graph.outputs().size()))
            .orElse(List.of())
            .stream()
            .map(Tensor::shape)
            .toList();
    return new Built(vectors.compile(all), all.outputs().size(), carried, whole.isPresent());
  }

  private void requireKernels(List<Graph> graphs) {
    List<Obstacle> obstacles =
        graphs.stream()
            .flatMap(graph -> backend.obstacles(graph).entrySet().stream())
            .map(refused -> new Obstacle(refused.getKey().layer(), refused.getValue()))
            .distinct()
            .toList();
    if (!obstacles.isEmpty()) {
      throw new NotCompilableException(obstacles);
    }
  }

  /** Frees the native memory; the network stays as it is. A second call does nothing. */
  @Override
  public final synchronized void close() {
    if (!closed) {
      closed = true;
      clear();
      backend.close();
    }
  }
}
