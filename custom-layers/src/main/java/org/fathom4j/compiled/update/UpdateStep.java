package org.fathom4j.compiled.update;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.model.TrainedModel;
import org.fathom4j.compiled.model.TrainedModel.Part;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What follows the gradients: updater, listeners, counters and constraints, in the order in which
 * Deeplearning4j's {@code StochasticGradientDescent} takes them. The updater is the network's own,
 * on the network's own vectors, so that every updater, schedule, regularization, clipping and
 * constraint means what it means there; the common ones run as one sweep.
 */
public final class UpdateStep implements AutoCloseable {
  private final TrainedModel network;
  private final Backend backend;
  private final Gradient gradient;
  private final List<INDArray> zeros;
  private final Penalties penalties;
  private final Constraints constraints;
  private @Nullable Updater prepared;
  private Optional<FlatUpdate> sweep = Optional.empty();
  private boolean finite;

  /** The update of a network whose gradient vector is set up. */
  public UpdateStep(TrainedModel network, Backend backend) {
    this.network = network;
    this.backend = backend;
    this.gradient = gradient(network);
    this.zeros = zeros(network);
    this.penalties = new Penalties(network, backend);
    this.constraints = new Constraints(network, backend);
    this.finite = allFinite(network);
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

  private static boolean allFinite(TrainedModel network) {
    return network.parameters().isEmpty()
        || Double.isFinite(network.parameters().sumNumber().doubleValue());
  }

  /**
   * Whether no parameter is NaN or infinite. Native kernels may turn NaN into 0, so that a score
   * does not tell.
   */
  public boolean parametersAreFinite() {
    // Found otherwise they are looked at again: somebody may have mended them since.
    finite = finite || allFinite(network);
    return finite;
  }

  /** The network's flat gradient vector with the names of its trained parts. */
  private static Gradient gradient(TrainedModel network) {
    DefaultGradient gradient = new DefaultGradient(network.gradients());
    for (Part part : network.parts()) {
      Layer layer = part.layer();
      if (layer.numParams() > 0 && part.trained()) {
        Map<String, INDArray> parts =
            layer
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

  /** The gradients of frozen layers that hand gradients on, which Deeplearning4j sets to 0. */
  private static List<INDArray> zeros(TrainedModel network) {
    return network.parts().stream()
        .filter(Part::reached)
        .map(Part::layer)
        .filter(FrozenLayerWithBackprop.class::isInstance)
        .filter(layer -> layer.numParams() > 0)
        .map(Layer::getGradientsViewArray)
        .toList();
  }

  /**
   * Updates the parameters.
   *
   * @param loss the score of the batch, regularization left out
   * @param batch those examples
   */
  public void apply(double loss, Batch batch) {
    int iteration = batch.iteration();
    int epoch = batch.epoch();
    Collection<TrainingListener> listeners = network.listeners();
    network.setScore(loss + penalties.of(batch));
    zeros.forEach(part -> part.assign(0));
    network.setGradient(gradient);
    for (TrainingListener listener : listeners) {
      listener.onBackwardPass(network.network());
    }
    for (TrainingListener listener : listeners) {
      listener.onGradientCalculation(network.network());
    }
    update(batch);
    for (TrainingListener listener : listeners) {
      listener.iterationDone(network.network(), iteration, epoch);
    }
    network.setIteration(iteration + 1);
    constraints.apply(Batch.at(iteration + 1, epoch));
  }

  private void update(Batch batch) {
    Updater updater = network.updater();
    if (updater != prepared) {
      prepared = updater;
      sweep.ifPresent(FlatUpdate::close);
      sweep =
          updater instanceof BaseMultiLayerUpdater<?> blocks
              ? FlatUpdate.of(network, blocks, backend)
              : Optional.empty();
    }
    if (sweep.isPresent()) {
      finite = sweep.get().apply(batch);
      return;
    }
    update(updater, batch);
    INDArray parameters = network.parameters();
    parameters.subi(network.gradients().reshape(parameters.shape()));
    finite = allFinite(network);
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
    penalties.close();
    constraints.close();
    sweep.ifPresent(FlatUpdate::close);
    sweep = Optional.empty();
  }
}
