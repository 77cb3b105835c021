package org.fathom4j.experiment.arbiter;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.scoring.util.ScoreUtil;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.problem.InvalidSpecException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A candidate: its network, trained on the configuration's data and scored by its score function.
 *
 * @param configuration data and score
 * @param candidate network, epochs or early stopping
 * @param dataParameters for data providers
 */
record Contender(
    OptimizationConfiguration configuration,
    DL4JConfiguration candidate,
    Map<String, Object> dataParameters) {
  /**
   * What became of it.
   *
   * @param score by the score function
   * @param epochs with the training loss of each
   */
  record Trained(MultiLayerNetwork network, double score, List<EpochRecord> epochs) {}

  Trained train() {
    MultiLayerConfiguration layers = candidate.getMultiLayerConfiguration();
    MultiLayerNetwork network = new MultiLayerNetwork(layers);
    network.init();
    List<EpochRecord> epochs = new ArrayList<>();
    DataSetIterator data = ScoreUtil.getIterator(trainingData());
    EarlyStoppingConfiguration<MultiLayerNetwork> stopping = stopping();
    if (stopping != null) {
      network = new EarlyStoppingTrainer(stopping, network, data).fit().getBestModel();
      epochs.add(epoch(1, network));
    } else {
      Integer wanted = candidate.getNumEpochs();
      for (int k = 1; k <= (wanted == null ? 1 : wanted); k++) {
        network.fit(data);
        epochs.add(epoch(k, network));
      }
    }
    return new Trained(network, score(network), epochs);
  }

  @SuppressWarnings("unchecked") // Arbiter keeps it raw; its spaces take none of another kind
  private @Nullable EarlyStoppingConfiguration<MultiLayerNetwork> stopping() {
    return candidate.getEarlyStoppingConfiguration();
  }

  private static EpochRecord epoch(int number, MultiLayerNetwork network) {
    return new EpochRecord(
        number, System.currentTimeMillis(), Map.of(Metric.TRAIN_LOSS, network.score()));
  }

  private double score(MultiLayerNetwork network) {
    Class<? extends DataSource> source = configuration.getDataSource();
    return source == null
        ? configuration
            .getScoreFunction()
            .score(network, configuration.getDataProvider(), dataParameters)
        : configuration.getScoreFunction().score(network, source, properties());
  }

  private Object trainingData() {
    Class<? extends DataSource> type = configuration.getDataSource();
    if (type == null) {
      return configuration.getDataProvider().trainData(dataParameters);
    }
    try {
      DataSource source = type.getDeclaredConstructor().newInstance();
      source.configure(properties());
      return source.trainData();
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new InvalidSpecException(
          "dataSource: " + type.getName() + " needs a public constructor without arguments, " + e);
    }
  }

  private Properties properties() {
    Properties given = configuration.getDataSourceProperties();
    return given == null ? new Properties() : given;
  }
}
