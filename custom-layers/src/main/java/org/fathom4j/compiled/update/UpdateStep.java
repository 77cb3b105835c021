package org.fathom4j.compiled.update;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.graph.Batch;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What follows the gradients: updater, listeners, counters and constraints, in the order in which
 * Deeplearning4j's {@code StochasticGradientDescent} takes them. The updater is the network's own,
 * on the network's own vectors, so that every updater, schedule, regularization, clipping and
 * constraint means what it means there; the common ones run as one sweep.
 */
public final class UpdateStep implements AutoCloseable {
  private final MultiLayerNetwork network;
  private final Backend backend;
  private final Gradient gradient;
  private final List<INDArray> zeros;
  private final Penalties penalties;
  private final boolean averaged;
  private final Constraints constraints;
  private @Nullable Updater prepared;
  private Optional<FlatUpdate> sweep = Optional.empty();
  private boolean finite;

  /** The update of a network whose gradient vector is set up. */
  public UpdateStep(MultiLayerNetwork network, Backend backend) {
    this.network = network;
    this.backend = backend;
    this.gradient = gradient(network);
    this.zeros = zeros(network);
    this.penalties = new Penalties(network, backend);
    // Deeplearning4j's LossLayer averages its score whatever the setting.
    NeuralNetConfiguration last = network.getOutputLayer().conf();
    this.averaged = last.isMiniBatch() || last.getLayer() instanceof LossLayer;
    this.constraints = new Constraints(network, backend);
    this.finite = allFinite(network);
  }

  /** Why a network's updates have no form here, or nothing. */
  public static Optional<String> obstacle(MultiLayerNetwork network) {
    // Makes the optimizer, which keeps the accumulator, where there is none; no updater.
    network.setUpdater(network.getUpdater(false));
    return Optional.ofNullable(network.getOptimizer().getGradientsAccumulator())
        .map(
            accumulator ->
                "its gradients accumulator (%s) has no compiled form: updates are the network's alone"
                    .formatted(accumulator.getClass().getSimpleName()));
  }

  private static boolean allFinite(MultiLayerNetwork network) {
    return network.params().isEmpty()
        || Double.isFinite(network.params().sumNumber().doubleValue());
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
  private static Gradient gradient(MultiLayerNetwork network) {
    DefaultGradient gradient = new DefaultGradient(network.getFlattenedGradients());
    List<Boolean> trained = TrainedLayers.of(network);
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayer(i);
      if (layer.numParams() > 0 && trained.get(i)) {
        Map<String, INDArray> parts =
            layer
                .conf()
                .getLayer()
                .initializer()
                .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
        for (Map.Entry<String, INDArray> part : parts.entrySet()) {
          gradient.setGradientFor(i + "_" + part.getKey(), part.getValue());
        }
      }
    }
    return gradient;
  }

  /** The gradients of frozen layers that hand gradients on, which Deeplearning4j sets to 0. */
  private static List<INDArray> zeros(MultiLayerNetwork network) {
    return Arrays.stream(network.getLayers())
        .skip(TrainedLayers.firstReached(network))
        .filter(FrozenLayerWithBackprop.class::isInstance)
        .filter(layer -> layer.numParams() > 0)
        .map(Layer::getGradientsViewArray)
        .toList();
  }

  /**
   * Updates the parameters.
   *
   * @param loss the loss summed over the examples
   * @param batch those examples
   */
  public void apply(double loss, Batch batch) {
    int iteration = batch.iteration();
    int epoch = batch.epoch();
    Collection<TrainingListener> listeners = network.getListeners();
    double ofExamples = averaged ? loss / batch.examples() : loss;
    network.setScore(ofExamples + penalties.of(batch));
    zeros.forEach(part -> part.assign(0));
    network.setGradient(gradient);
    for (TrainingListener listener : listeners) {
      listener.onBackwardPass(network);
    }
    for (TrainingListener listener : listeners) {
      listener.onGradientCalculation(network);
    }
    update(batch);
    for (TrainingListener listener : listeners) {
      listener.iterationDone(network, iteration, epoch);
    }
    network.setIterationCount(iteration + 1);
    constraints.apply(new Batch(batch.features(), null, null, iteration + 1, epoch));
  }

  private void update(Batch batch) {
    Updater updater = network.getUpdater();
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
    updater.update(
        network,
        gradient,
        batch.iteration(),
        batch.epoch(),
        batch.examples(),
        LayerWorkspaceMgr.noWorkspacesImmutable());
    INDArray parameters = network.params();
    parameters.subi(network.getFlattenedGradients().reshape(parameters.shape()));
    finite = allFinite(network);
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
