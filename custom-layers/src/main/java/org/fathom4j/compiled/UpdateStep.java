package org.fathom4j.compiled;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.compiled.graph.Batch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What follows the gradients: Deeplearning4j's own updater on the network's own vectors, then
 * listeners, counters and constraints, in the order in which {@code StochasticGradientDescent} does
 * it. So every updater, schedule, regularization, clipping and constraint means what it means
 * there.
 */
final class UpdateStep {
  private final MultiLayerNetwork network;
  private final Gradient gradient;
  private final boolean averaged;
  private final boolean regularized;

  UpdateStep(MultiLayerNetwork network) {
    this.network = network;
    this.gradient = gradient(network);
    this.averaged = network.conf().isMiniBatch();
    this.regularized = true;
  }

  /** The network's flat gradient vector with the names of its parts. */
  private static Gradient gradient(MultiLayerNetwork network) {
    DefaultGradient gradient = new DefaultGradient(network.getFlattenedGradients());
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayer(i);
      if (layer.numParams() > 0) {
        Map<String, INDArray> parts =
            new LinkedHashMap<>(
                layer
                    .conf()
                    .getLayer()
                    .initializer()
                    .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray()));
        for (Map.Entry<String, INDArray> part : parts.entrySet()) {
          gradient.setGradientFor(i + "_" + part.getKey(), part.getValue());
        }
      }
    }
    return gradient;
  }

  /**
   * Updates the parameters.
   *
   * @param loss the loss summed over the examples
   * @param batch what it was computed on
   */
  void apply(double loss, Batch batch) {
    int examples = (int) batch.features().size(0);
    double penalty = regularized ? network.calcRegularizationScore(true) : 0;
    network.setScore((averaged ? loss / examples : loss) + penalty);
    network.setGradient(gradient);
    for (TrainingListener listener : network.getListeners()) {
      listener.onBackwardPass(network);
    }
    for (TrainingListener listener : network.getListeners()) {
      listener.onGradientCalculation(network);
    }
    network
        .getUpdater()
        .update(
            network,
            gradient,
            batch.iteration(),
            batch.epoch(),
            examples,
            LayerWorkspaceMgr.noWorkspacesImmutable());
    INDArray parameters = network.params();
    parameters.subi(network.getFlattenedGradients().reshape(parameters.shape()));
    for (TrainingListener listener : network.getListeners()) {
      listener.iterationDone(network, batch.iteration(), batch.epoch());
    }
    network.setIterationCount(batch.iteration() + 1);
    network.applyConstraints(batch.iteration() + 1, batch.epoch());
  }
}
