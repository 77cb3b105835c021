package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.lowering.NetworkLowering;
import org.fathom4j.compiled.lowering.Obstacle;
import org.fathom4j.compiled.onednn.OneDnnBackend;
import org.fathom4j.compiled.update.UpdateStep;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A MultiLayerNetwork whose training step runs as one list of native kernels. The network stays the
 * model of record: its parameters, updater state, counters and score are its own after every call,
 * so training can change sides at any time.
 *
 * <p>Results are those of the network's own training within rounding, but for dropout, whose masks
 * are drawn otherwise, and for leaky rectifiers of an argument of exactly 0, whose derivative there
 * is the slope and not 1.
 *
 * <pre>{@code
 * try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
 *   fast.fit(iterator, epochs);
 * }
 * }</pre>
 */
public final class CompiledNetwork implements AutoCloseable {
  private static final int CACHED_PROGRAMS = 8;

  private final MultiLayerNetwork network;
  private final Backend backend;
  private NetworkLowering lowering;
  private Vectors vectors;
  private UpdateStep update;
  private final Map<Key, Program> programs = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  private record Key(Shape features, boolean training) {}

  private CompiledNetwork(MultiLayerNetwork network, NetworkLowering lowering, Backend backend) {
    this.network = network;
    this.lowering = lowering;
    this.backend = backend;
    this.vectors = vectors(network);
    this.update = new UpdateStep(network, backend, lowering.learning());
  }

  /**
   * Compiles a network.
   *
   * @param network a network of single precision; initialised where it is not
   * @throws NotCompilableException naming each layer that has no compiled form, and why
   */
  public static CompiledNetwork compile(MultiLayerNetwork network) {
    return Workspaces.outside(() -> compiled(network));
  }

  private static CompiledNetwork compiled(MultiLayerNetwork network) {
    NetworkLowering lowering = lowering(network);
    List<Obstacle> obstacles = lowering.obstacles();
    if (!obstacles.isEmpty()) {
      throw new NotCompilableException(obstacles);
    }
    try {
      return new CompiledNetwork(network, lowering, OneDnnBackend.open());
    } catch (LinkageError | BackendException unsupported) {
      throw new NotCompilableException(List.of(machine(unsupported)));
    }
  }

  /**
   * What of a network can be compiled and what cannot, with the reason. Initialises a network that
   * is not, and changes nothing else.
   */
  public static Explanation explain(MultiLayerNetwork network) {
    return Workspaces.outside(() -> explained(network));
  }

  private static Explanation explained(MultiLayerNetwork network) {
    NetworkLowering lowering = lowering(network);
    List<Obstacle> obstacles = new ArrayList<>(lowering.obstacles());
    try (Backend backend = OneDnnBackend.open()) {
      backend.name();
    } catch (LinkageError | BackendException unsupported) {
      obstacles.add(machine(unsupported));
    }
    return new Explanation(lowering.layers(), obstacles);
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

  private static Obstacle machine(Throwable unsupported) {
    return new Obstacle(
        "machine",
        "oneDNN does not load on %s %s: %s"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), unsupported));
  }

  /** The network that is trained. */
  public MultiLayerNetwork network() {
    return network;
  }

  /** The kernel library in use. */
  public String engine() {
    return backend.name();
  }

  /** Trains for a number of epochs, each a pass over the iterator, which is reset before each. */
  public void fit(DataSetIterator iterator, int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      if (iterator.resetSupported()) {
        iterator.reset();
      }
      for (TrainingListener listener : network.getListeners()) {
        listener.onEpochStart(network);
      }
      while (iterator.hasNext()) {
        fit(iterator.next());
      }
      for (TrainingListener listener : network.getListeners()) {
        listener.onEpochEnd(network);
      }
      network.incrementEpochCount();
    }
  }

  /** One training step on a mini-batch. */
  public void fit(DataSet batch) {
    Workspaces.outside(
        () ->
            step(
                batch.getFeatures(),
                batch.getLabels(),
                batch.getFeaturesMaskArray(),
                batch.getLabelsMaskArray()));
  }

  /**
   * One training step on a mini-batch.
   *
   * @return the score before the update, regularization included
   */
  public double fit(INDArray features, INDArray labels) {
    return Workspaces.outside(() -> step(features, labels, null, null));
  }

  private synchronized double step(
      INDArray features,
      INDArray labels,
      @Nullable INDArray featuresMask,
      @Nullable INDArray labelsMask) {
    if (featuresMask != null) {
      throw new IllegalArgumentException(
          "masks of features have no compiled form: train this data with MultiLayerNetwork.fit");
    }
    requireOpen();
    INDArray rows = rows(features);
    Program program = program(Shape.of(rows.shape()), true);
    Numbers.require("features", rows);
    Batch batch =
        new Batch(rows, labels, labelsMask, network.getIterationCount(), network.getEpochCount());
    double loss = program.run(batch);
    if (!Double.isFinite(loss)) {
      Numbers.require("labels", rows(labels));
      if (labelsMask != null) {
        Numbers.require("masks of labels", rows(labelsMask));
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

  /**
   * The network's output for a batch, as in inference; an array of the caller's own, in none of its
   * workspaces.
   */
  public INDArray output(INDArray features) {
    return Workspaces.outside(() -> inferred(features));
  }

  private synchronized INDArray inferred(INDArray features) {
    requireOpen();
    INDArray rows = rows(features);
    Program program = program(Shape.of(rows.shape()), false);
    Numbers.require("features", rows);
    if (!update.parametersAreFinite()) {
      return network.output(features);
    }
    program.run(new Batch(rows, null, null, network.getIterationCount(), network.getEpochCount()));
    return program.output().array().dup();
  }

  /** Classification figures over all batches of the iterator, which is reset before. */
  public Evaluation evaluate(DataSetIterator iterator) {
    Evaluation evaluation = new Evaluation();
    if (iterator.resetSupported()) {
      iterator.reset();
    }
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      evaluation.eval(batch.getLabels(), output(batch.getFeatures()), batch.getLabelsMaskArray());
    }
    return evaluation;
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

  /** Row-major floats, as they are where they are that already. */
  private static INDArray rows(INDArray features) {
    boolean asIs =
        features.dataType() == DataType.FLOAT
            && features.ordering() == 'c'
            && org.nd4j.linalg.api.shape.Shape.hasDefaultStridesForShape(features);
    return asIs ? features : features.castTo(DataType.FLOAT).dup('c');
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this compiled network is closed: compile the network again");
    }
    if (network.params().wasClosed()) {
      throw new IllegalStateException(
          "the network of this compiled one is closed: its parameters are gone");
    }
    followVectors();
  }

  private static Vectors vectors(MultiLayerNetwork network) {
    return new Vectors(network.params(), network.getFlattenedGradients());
  }

  /** The network may have been given other vectors since; programs work on those they know. */
  private void followVectors() {
    Vectors now = vectors(network);
    if (!now.liesWith(vectors)) {
      programs.values().forEach(Program::close);
      programs.clear();
      update.close();
      vectors = now;
      lowering = new NetworkLowering(network);
      update = new UpdateStep(network, backend, lowering.learning());
    }
  }

  private Program program(Shape features, boolean training) {
    Key key = new Key(features, training);
    Program known = programs.get(key);
    if (known != null) {
      return known;
    }
    Graph graph = training ? lowering.training(features) : lowering.inference(features);
    requireKernels(graph);
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
      programs.values().forEach(Program::close);
      programs.clear();
      update.close();
      backend.close();
    }
  }
}
