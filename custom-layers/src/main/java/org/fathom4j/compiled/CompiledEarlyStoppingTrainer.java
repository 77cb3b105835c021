package org.fathom4j.compiled;

import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.trainer.BaseEarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Deeplearning4j's early stopping with compiled training steps: same configuration, conditions and
 * result as {@link org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer}.
 *
 * <pre>{@code
 * try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
 *   var result = new CompiledEarlyStoppingTrainer(configuration, fast, training).fit();
 * }
 * }</pre>
 */
public final class CompiledEarlyStoppingTrainer
    extends BaseEarlyStoppingTrainer<MultiLayerNetwork> {
  private final CompiledNetwork compiled;
  private final boolean savesWithinEpochs;

  /**
   * A trainer.
   *
   * @param configuration when to stop, what is scored and where the best network is kept
   * @param compiled what trains; it stays open
   * @param training mini-batches
   */
  public CompiledEarlyStoppingTrainer(
      EarlyStoppingConfiguration<MultiLayerNetwork> configuration,
      CompiledNetwork compiled,
      DataSetIterator training) {
    super(configuration, compiled.network(), training, null, null);
    this.compiled = compiled;
    this.savesWithinEpochs =
        configuration.isSaveLastModel()
            && !configuration.getIterationTerminationConditions().isEmpty();
  }

  @Override
  protected void fit(DataSet batch) {
    compiled.fit(batch);
    if (savesWithinEpochs) {
      compiled.sync();
    }
  }

  @Override
  protected void triggerEpochListeners(boolean epochStart, Model model, int epoch) {
    compiled.sync();
    super.triggerEpochListeners(epochStart, model, epoch);
  }

  @Override
  protected void fit(MultiDataSet batch) {
    throw new UnsupportedOperationException(
        "a MultiLayerNetwork takes one array of features and one of labels");
  }

  @Override
  protected void pretrain(DataSet batch) {
    throw new UnsupportedOperationException("layer by layer, DL4J trains: network.pretrain");
  }

  @Override
  protected void pretrain(MultiDataSet batch) {
    throw new UnsupportedOperationException("layer by layer, DL4J trains: network.pretrain");
  }
}
