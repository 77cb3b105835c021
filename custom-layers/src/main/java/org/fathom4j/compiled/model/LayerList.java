package org.fathom4j.compiled.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * A MultiLayerNetwork: one layer after the other.
 *
 * @param network the network
 */
public record LayerList(MultiLayerNetwork network) implements TrainedModel {
  @Override
  public List<Part> parts() {
    int first = firstReached();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      parts.add(new Part(Integer.toString(i), network.getLayer(i), i >= first));
    }
    return parts;
  }

  /** Index of the first layer that gradients reach. */
  public int firstReached() {
    int first = network.getnLayers();
    while (first > 0 && !Freezing.stopsGradients(network.getLayer(first - 1))) {
      first--;
    }
    return first;
  }

  @Override
  public int inputs() {
    return 1;
  }

  @Override
  public List<Layer> outputs() {
    return List.of(network.getOutputLayer());
  }

  @Override
  public BackpropType backpropagation() {
    return network.getLayerWiseConfigurations().getBackpropType();
  }

  @Override
  public OptionalInt truncation() {
    MultiLayerConfiguration settings = network.getLayerWiseConfigurations();
    boolean whole = settings.getTbpttBackLength() >= settings.getTbpttFwdLength();
    return settings.getBackpropType() == BackpropType.TruncatedBPTT && whole
        ? OptionalInt.of(settings.getTbpttFwdLength())
        : OptionalInt.empty();
  }

  @Override
  public boolean checksOutputLayer() {
    return network.getLayerWiseConfigurations().isValidateOutputLayerConfig();
  }

  @Override
  public void prepare() {
    if (!network.isInitCalled()) {
      network.init();
    }
    if (network.getFlattenedGradients() == null) {
      network.initGradientsView();
    }
  }

  @Override
  public INDArray parameters() {
    return network.params();
  }

  @Override
  public INDArray gradients() {
    return network.getFlattenedGradients();
  }

  @Override
  public Updater updater() {
    return network.getUpdater();
  }

  @Override
  public BaseMultiLayerUpdater<?> freshUpdater() {
    return new MultiLayerUpdater(network);
  }

  @Override
  public @Nullable Updater updaterIfAny() {
    return network.getUpdater(false);
  }

  @Override
  public Optional<String> accumulator() {
    // Makes the optimizer, which keeps the accumulator, where there is none; no updater.
    network.setUpdater(network.getUpdater(false));
    return Optional.ofNullable(network.getOptimizer().getGradientsAccumulator())
        .map(accumulator -> accumulator.getClass().getSimpleName());
  }

  @Override
  public Collection<TrainingListener> listeners() {
    return network.getListeners();
  }

  @Override
  public double penalty() {
    return network.calcRegularizationScore(true);
  }

  @Override
  public void setScore(double score) {
    network.setScore(score);
  }

  @Override
  public void setGradient(Gradient gradient) {
    network.setGradient(gradient);
  }

  @Override
  public void show(MultiDataSet batch) {
    network.setInput(batch.getFeatures(0));
    network.setLabels(batch.getLabels(0));
  }

  @Override
  public void hide() {
    network.setInput(null);
    network.setLabels(null);
  }

  @Override
  public int iteration() {
    return network.getIterationCount();
  }

  @Override
  public void setIteration(int iteration) {
    network.setIterationCount(iteration);
  }

  @Override
  public int epoch() {
    return network.getEpochCount();
  }

  @Override
  public void countEpoch() {
    network.incrementEpochCount();
  }

  @Override
  public void setWaiting(long millis) {
    network.setLastEtlTime(millis);
  }

  @Override
  public INDArray[] output(MultiDataSet batch) {
    INDArray features = batch.getFeatures(0);
    INDArray output =
        batch.hasMaskArrays()
            ? network.output(
                features, false, batch.getFeaturesMaskArray(0), batch.getLabelsMaskArray(0))
            : network.output(features);
    return new INDArray[] {output};
  }
}
