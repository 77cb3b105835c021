package org.fathom4j.compiled.update;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.host.HostArrays;
import org.fathom4j.compiled.model.TrainedModel;
import org.fathom4j.compiled.model.TrainedModel.Part;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What follows the gradients: updater, listeners, counters and constraints, in the order in which
 * Deeplearning4j's {@code StochasticGradientDescent} takes them. The updater is the network's own,
 * on the network's own vectors, so that every updater, schedule, regularization, clipping and
 * constraint means what it means there; the common ones run as one sweep.
 */
public final class UpdateStep implements AutoCloseable {
  /** Found out once for a class of listeners, not in each step. */
  private static final ClassValue<Boolean> LOOKS_AT_GRADIENTS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> listener) {
          return overrides(listener, "onBackwardPass")
              || overrides(listener, "onGradientCalculation");
        }
      };

  private final TrainedModel network;
  private final SharedVectors vectors;
  private final Gradient gradient;
  private final Optional<Program> zeros;
  private final Penalties penalties;
  private final Constraints constraints;
  private final boolean bounded;
  private @Nullable Updater prepared;
  private @Nullable INDArray state;
  private Optional<FlatUpdate> sweep = Optional.empty();
  private boolean finite;

  /**
   * The update of a network whose gradient vector is set up.
   *
   * @param vectors those of the network
   */
  public UpdateStep(TrainedModel network, SharedVectors vectors) {
    this.network = network;
    this.vectors = vectors;
    this.gradient = gradient(network);
    this.zeros = zeros(network).map(vectors::compile);
    this.penalties = new Penalties(network, vectors);
    this.constraints = new Constraints(network, vectors);
    this.bounded = !Bounds.layers(network).isEmpty();
    this.finite = allFinite();
  }

  /**
   * All that a backend has to run for the updates of a network, so that it can be asked before the
   * first of them; the network is left as it is.
   */
  public static List<Graph> graphs(TrainedModel network) {
    if (network.parameters().isEmpty()) {
      return List.of();
    }
    Updater updater = Objects.requireNonNullElseGet(network.updaterIfAny(), network::freshUpdater);
    Optional<Graph> sweep =
        updater instanceof BaseMultiLayerUpdater<?> blocks
            ? FlatUpdate.graph(network, blocks)
            : Optional.empty();
    return Stream.of(zeros(network), Penalties.graph(network), sweep, Constraints.graph(network))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Why a network's updates have no form here, or nothing. */
  public static Optional<String> obstacle(TrainedModel network) {
    return network
        .accumulator()
        .map(
            kind ->
                "its gradients accumulator (%s) has no compiled form: updates are the network's alone"
                    .formatted(kind));
  }

  /** Looks at all parameters: at the start, and where Deeplearning4j moved them. */
  private boolean allFinite() {
    vectors.look();
    return network.parameters().isEmpty()
        || Double.isFinite(network.parameters().sumNumber().doubleValue());
  }

  /**
   * Whether no parameter is NaN or infinite. Native kernels may turn NaN into 0, so that a score
   * does not tell.
   */
  public boolean parametersAreFinite() {
    // Found otherwise they are looked at again: somebody may have mended them since.
    finite = finite || allFinite();
    return finite;
  }

  /** The network's flat gradient vector with the names of its trained parts. */
  private static Gradient gradient(TrainedModel network) {
    DefaultGradient gradient = new DefaultGradient(network.gradients());
    for (Part part : network.parts()) {
      Layer layer = part.layer();
      if (layer.numParams() > 0 && part.trained()) {
        Map<String, INDArray> parts =
            layer.conf().getLayer() instanceof Bidirectional
                ? beside(layer.paramTable(), network)
                : layer
                    .conf()
                    .getLayer()
                    .initializer()
                    .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
        for (Map.Entry<String, INDArray> each : parts.entrySet()) {
          gradient.setGradientFor(part.name() + "_" + each.getKey(), each.getValue());
        }
      }
    }
    return gradient;
  }

  /** The gradients that lie where parameters do; Deeplearning4j's own way fails for some. */
  private static Map<String, INDArray> beside(
      Map<String, INDArray> parameters, TrainedModel network) {
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    long offset = network.gradients().offset() - network.parameters().offset();
    parameters.forEach(
        (name, each) ->
            gradients.put(
                name,
                Nd4j.create(
                    network.gradients().data(),
                    each.shape(),
                    each.stride(),
                    each.offset() + offset,
                    each.ordering())));
    return gradients;
  }

  /** The gradients of frozen layers that hand gradients on, which Deeplearning4j sets to 0. */
  private static Optional<Graph> zeros(TrainedModel network) {
    List<INDArray> parts =
        network.parts().stream()
            .filter(Part::reached)
            .map(Part::layer)
            .filter(FrozenLayerWithBackprop.class::isInstance)
            .filter(layer -> layer.numParams() > 0)
            .map(Layer::getGradientsViewArray)
            .toList();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    GraphBuilder graph = new GraphBuilder(true);
    graph.enter("gradients of frozen layers");
    List<Tensor> set = new ArrayList<>();
    for (INDArray part : parts) {
      long from = part.offset() - network.gradients().offset();
      Tensor g = graph.gradient("g", Shape.of(part.length()), from);
      new Fill(0).set(graph, g);
      set.add(g);
    }
    return Optional.of(new Graph(graph.steps(), set));
  }

  /**
   * The update as a part of the training's own program, where it has such a form and nothing has to
   * come between the two: no bounds of gradients, no listener that looks at them, no mask.
   */
  public Optional<FlatUpdate> together(Batch batch) {
    boolean between = bounded || zeros.isPresent();
    for (TrainingListener listener : network.listeners()) {
      between = between || LOOKS_AT_GRADIENTS.get(listener.getClass());
    }
    for (Batch.Target target : batch.targets()) {
      between = between || target.mask() != null;
    }
    return between ? Optional.empty() : flat();
  }

  /**
   * Whether operations score every penalty, and the update within the training's program is all
   * that follows the gradients.
   */
  public boolean isAll(Batch batch) {
    return penalties.areKnown() && constraints.areNone() && together(batch).isPresent();
  }

  /** Has all parameters looked at before the next step: others than this one moved them. */
  public void doubt() {
    finite = false;
  }

  private static boolean overrides(Class<?> listener, String call) {
    try {
      Class<?> declaring = listener.getMethod(call, Model.class).getDeclaringClass();
      return declaring != TrainingListener.class && declaring != BaseTrainingListener.class;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What regularization adds to the score of a batch while the parameters are as they are. */
  public double penalty(Batch batch) {
    return penalties.of(batch);
  }

  /**
   * Updates the parameters.
   *
   * @param score of the batch, regularization included
   * @param batch those examples
   */
  public void apply(double score, Batch batch) {
    Collection<TrainingListener> listeners = network.listeners();
    network.setScore(score);
    zeros.ifPresent(program -> program.run(batch));
    network.setGradient(gradient);
    show(listeners);
    for (TrainingListener listener : listeners) {
      listener.onBackwardPass(network.network());
    }
    for (TrainingListener listener : listeners) {
      listener.onGradientCalculation(network.network());
    }
    finite = update(batch);
    end(batch);
  }

  /**
   * What is left to do where the parameters were updated {@linkplain #together(Batch) together}
   * with the training.
   *
   * @param score of the batch, regularization included
   * @param batch those examples
   * @param areFinite whether all parameters are finite now
   */
  public void applied(double score, Batch batch, boolean areFinite) {
    network.setScore(score);
    network.setGradient(gradient);
    finite = areFinite;
    end(batch);
  }

  private void end(Batch batch) {
    int iteration = batch.iteration();
    int epoch = batch.epoch();
    Collection<TrainingListener> listeners = network.listeners();
    show(listeners);
    for (TrainingListener listener : listeners) {
      listener.iterationDone(network.network(), iteration, epoch);
    }
    network.setIteration(iteration + 1);
    constraints.apply(Batch.at(iteration + 1, epoch));
  }

  private void show(Collection<TrainingListener> listeners) {
    if (!listeners.isEmpty()) {
      vectors.look();
    }
  }

  private Optional<FlatUpdate> flat() {
    Updater updater = network.updater();
    INDArray present =
        updater instanceof BaseMultiLayerUpdater<?> blocks ? blocks.getStateViewArray() : null;
    if (updater != prepared || present != state) {
      sweep.ifPresent(FlatUpdate::close);
      vectors.take(Optional.ofNullable(present).map(HostArrays::floats));
      sweep =
          updater instanceof BaseMultiLayerUpdater<?> blocks
              ? FlatUpdate.of(network, blocks, vectors)
              : Optional.empty();
      prepared = updater;
      state = present;
    }
    return sweep;
  }

  private boolean update(Batch batch) {
    Optional<FlatUpdate> flat = flat();
    if (flat.isPresent()) {
      return flat.get().apply(batch);
    }
    vectors.look();
    update(network.updater(), batch);
    INDArray parameters = network.parameters();
    parameters.subi(network.gradients().reshape(parameters.shape()));
    return allFinite();
  }

  private void update(Updater updater, Batch batch) {
    if (updater instanceof BaseMultiLayerUpdater<?> blocks) {
      blocks.update(
          gradient,
          batch.iteration(),
          batch.epoch(),
          batch.examples(),
          LayerWorkspaceMgr.noWorkspacesImmutable());
      return;
    }
    updater.update(
        (Layer) network.network(), // one of a user's own, which a MultiLayerNetwork alone takes
        gradient,
        batch.iteration(),
        batch.epoch(),
        batch.examples(),
        LayerWorkspaceMgr.noWorkspacesImmutable());
  }

  /** The commands of the last update that ran in the backend, for people; empty where none did. */
  public String listing() {
    return sweep.map(FlatUpdate::listing).orElse("");
  }

  @Override
  public void close() {
    zeros.ifPresent(Program::close);
    penalties.close();
    constraints.close();
    sweep.ifPresent(FlatUpdate::close);
    sweep = Optional.empty();
  }
}
