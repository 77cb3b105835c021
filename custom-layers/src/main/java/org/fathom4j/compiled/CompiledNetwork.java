package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.host.ArrayTensor;
import org.fathom4j.compiled.host.HostArrays;
import org.fathom4j.compiled.lowering.NetworkLowering;
import org.fathom4j.compiled.lowering.Obstacle;
import org.fathom4j.compiled.lowering.Targets;
import org.fathom4j.compiled.update.UpdateStep;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A MultiLayerNetwork whose training step runs as one list of native kernels. The network stays the
 * model of record: its parameters, updater state, counters and score are its own after every call,
 * so training can change sides at any time.
 *
 * <p>Results are those of the network's own training within rounding, but for dropout, whose masks
 * are drawn otherwise, and where Deeplearning4j's are not the derivatives of its own formulas: the
 * README lists every exception.
 *
 * <pre>{@code
 * try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
 *   fast.fit(iterator, epochs);
 * }
 * }</pre>
 */
public final class CompiledNetwork extends TrainingAndEvaluation implements AutoCloseable {
  private static final int CACHED_PROGRAMS = 8;

  private final MultiLayerNetwork network;
  private final Backend backend;
  private NetworkLowering lowering;
  private INDArray parameters;
  private INDArray gradients;
  private UpdateStep update;
  private final Map<Key, Program> programs = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  private record Key(Shape features, Optional<Targets> targets) {
    @Override
    public String toString() {
      return targets.isPresent() ? "Training on " + features : "Inference on " + features;
    }
  }

  private CompiledNetwork(MultiLayerNetwork network, NetworkLowering lowering, Backend backend) {
    this.network = network;
    this.lowering = lowering;
    this.backend = backend;
    this.parameters = network.params();
    this.gradients = network.getFlattenedGradients();
    this.update = new UpdateStep(network, backend);
  }

  /**
   * Compiles a network.
   *
   * @param network a network of single precision; initialised where it is not
   * @throws NotCompilableException naming each layer that has no compiled form, and why
   */
  public static CompiledNetwork compile(MultiLayerNetwork network) {
    return compile(network, KernelLibrary.chosen());
  }

  /**
   * Compiles a network for a library of kernels.
   *
   * @param network a network of single precision; initialised where it is not
   * @throws NotCompilableException naming each layer that has no compiled form, and why
   */
  @SuppressWarnings("try") // the scope is left at its end
  public static CompiledNetwork compile(MultiLayerNetwork network, KernelLibrary kernels) {
    try (MemoryWorkspace detached = outsideWorkspaces()) {
      NetworkLowering lowering = lowering(network);
      List<Obstacle> obstacles = lowering.obstacles();
      if (!obstacles.isEmpty()) {
        throw new NotCompilableException(obstacles);
      }
      return new CompiledNetwork(network, lowering, kernels.open());
    } catch (LinkageError | BackendException unsupported) {
      throw new NotCompilableException(List.of(kernels.obstacle(unsupported)));
    }
  }

  /**
   * What of a network can be compiled and what cannot, with the reason; which layers are not
   * trained, and which steps run in Java. Initialises a network that is not, and changes nothing
   * else.
   */
  public static Explanation explain(MultiLayerNetwork network) {
    return explained(network, null);
  }

  /** As {@link #explain(MultiLayerNetwork)}, for inputs of this type, such as images of a size. */
  public static Explanation explain(MultiLayerNetwork network, InputType input) {
    return explained(network, Objects.requireNonNull(input, "input"));
  }

  @SuppressWarnings("try") // the scope is left at its end
  private static Explanation explained(MultiLayerNetwork network, @Nullable InputType input) {
    try (MemoryWorkspace detached = outsideWorkspaces()) {
      NetworkLowering lowering = lowering(network);
      List<Obstacle> obstacles = new ArrayList<>(lowering.obstacles());
      List<Explanation.Note> notes =
          obstacles.isEmpty() ? Explaining.notes(network, lowering, input) : List.of();
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

  private static NetworkLowering lowering(MultiLayerNetwork network) {
    Objects.requireNonNull(network, "network");
    if (!network.isInitCalled()) {
      network.init();
    }
    if (network.getFlattenedGradients() == null) {
      network.initGradientsView();
    }
    return new NetworkLowering(network);
  }

  /** The network that is trained. */
  @Override
  public MultiLayerNetwork network() {
    return network;
  }

  /** The kernel library in use. */
  public String engine() {
    return backend.name();
  }

  /** One training step on a mini-batch. */
  @Override
  public void fit(DataSet batch) {
    if (batch.getFeatures() == null) {
      throw new IllegalArgumentException("the batch has no features to train on");
    }
    step(
        batch.getFeatures(),
        batch.getLabels(),
        batch.getFeaturesMaskArray(),
        batch.getLabelsMaskArray());
  }

  /**
   * One training step on a mini-batch.
   *
   * @return the score before the update, regularization included
   */
  public double fit(INDArray features, INDArray labels) {
    return step(features, labels, null, null);
  }

  @SuppressWarnings("try") // the scope is left at its end
  private synchronized double step(
      INDArray features,
      INDArray labels,
      @Nullable INDArray featuresMask,
      @Nullable INDArray labelsMask) {
    if (featuresMask != null) {
      throw new IllegalArgumentException(
          "masks of features have no compiled form: train this data with MultiLayerNetwork.fit");
    }
    try (MemoryWorkspace detached = outsideWorkspaces()) {
      requireOpen();
      if (network.numParams() == 0) { // as there: nothing to train, and no iteration is counted
        return network.score();
      }
      return trained(features, labels, labelsMask);
    }
  }

  private double trained(INDArray features, INDArray labels, @Nullable INDArray labelsMask) {
    followNetwork();
    UpdateStep.obstacle(network)
        .ifPresent(
            why -> {
              throw new NotCompilableException(List.of(new Obstacle("network", why)));
            });
    ArrayTensor rows = ArrayTensor.of(features);
    Batch batch =
        new Batch(
            rows,
            labels == null ? null : ArrayTensor.of(labels),
            labelsMask == null ? null : ArrayTensor.of(labelsMask),
            network.getIterationCount(),
            network.getEpochCount());
    Program program = program(new Key(rows.shape(), Optional.of(Targets.of(batch))));
    Numbers.require("features", rows.array());
    double loss = program.run(batch);
    if (!Double.isFinite(loss)) {
      Numbers.require("labels", HostArrays.rows(labels));
      if (labelsMask != null) {
        Numbers.require("masks of labels", HostArrays.rows(labelsMask));
      }
    }
    boolean listeners = !network.getListeners().isEmpty();
    if (listeners) { // some look at the batch
      network.setInput(features);
      network.setLabels(labels);
    }
    update.apply(update.parametersAreFinite() ? loss : Double.NaN, batch);
    if (listeners) {
      network.setInput(null);
      network.setLabels(null);
    }
    return network.score();
  }

  /** The network's output for a batch, as in inference; an array of the caller's own. */
  @Override
  @SuppressWarnings("try") // the scope is left at its end
  public synchronized INDArray output(INDArray features) {
    try (MemoryWorkspace detached = outsideWorkspaces()) {
      requireOpen();
      if (network.numParams() == 0) {
        return network.output(features.dup()); // some layers of it write into their input
      }
      followNetwork();
      ArrayTensor rows = ArrayTensor.of(features);
      Program program = program(new Key(rows.shape(), Optional.empty()));
      Numbers.require("features", rows.array());
      if (!update.parametersAreFinite()) {
        return network.output(features);
      }
      program.run(
          new Batch(rows, null, null, network.getIterationCount(), network.getEpochCount()));
      return HostArrays.copy(program.output());
    }
  }

  /**
   * Programs and update work in the network's own vectors; where somebody gave the network others
   * ({@code initGradientsView}), they are made anew.
   */
  private void followNetwork() {
    if (network.params() == parameters && network.getFlattenedGradients() == gradients) {
      return;
    }
    clear();
    lowering = new NetworkLowering(network);
    parameters = network.params();
    gradients = network.getFlattenedGradients();
    update = new UpdateStep(network, backend);
  }

  private void clear() {
    programs.values().forEach(Program::close);
    programs.clear();
    update.close();
  }

  /** The score of the last mini-batch, as {@link MultiLayerNetwork#score()}. */
  public double score() {
    return network.score();
  }

  /** The commands of the programs built so far, for people. */
  public synchronized String listing() {
    String end = System.lineSeparator();
    String updating = update.listing();
    return programs.entrySet().stream()
            .map(entry -> entry.getKey() + end + entry.getValue().listing())
            .collect(Collectors.joining(end))
        + (updating.isEmpty() ? "" : end + "Update" + end + updating);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this compiled network is closed: compile the network again");
    }
    if (network.params().wasClosed()) {
      throw new IllegalStateException(
          "the network of this compiled one is closed: its parameters are gone");
    }
  }

  private Program program(Key key) {
    Program known = programs.get(key);
    if (known != null) {
      return known;
    }
    Graph graph =
        key.targets
            .map(targets -> lowering.training(key.features, targets))
            .orElseGet(() -> lowering.inference(key.features));
    requireKernels(graph);
    Vectors vectors = new Vectors(HostArrays.floats(parameters), HostArrays.floats(gradients));
    Program program = backend.compile(graph, vectors);
    programs.put(key, program);
    if (programs.size() > CACHED_PROGRAMS) {
      Key eldest = new ArrayList<>(programs.keySet()).get(0);
      programs.remove(eldest).close();
    }
    return program;
  }

  private void requireKernels(Graph graph) {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Step step : graph.steps()) {
      backend.obstacle(step).ifPresent(why -> obstacles.add(new Obstacle(step.layer(), why)));
    }
    if (!obstacles.isEmpty()) {
      throw new NotCompilableException(obstacles);
    }
  }

  /** Frees the native memory; the network stays as it is. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      clear();
      backend.close();
    }
  }
}
