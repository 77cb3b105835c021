package org.fathom4j.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The best epoch so far by each of a few measures, with the network's parameters after it. The
 * first measure is the one that the trial is chosen by.
 */
final class BestEpochs {
  private final List<TrainingLoop.Choice> choices;
  private final List<Checkpoint.Best> kept = new ArrayList<>();

  BestEpochs(List<TrainingLoop.Choice> choices) {
    this.choices = choices;
    choices.forEach(choice -> kept.add(new Checkpoint.Best(0, choice.worst(), new float[0])));
  }

  /**
   * Goes on from a checkpoint.
   *
   * @throws IllegalArgumentException if it is one of a training with other measures
   */
  void restore(List<Checkpoint.Best> from) {
    if (from.size() != choices.size()) {
      throw new IllegalArgumentException(
          "the checkpoint has the best epochs of %d measures, not of %d"
              .formatted(from.size(), choices.size()));
    }
    kept.clear();
    kept.addAll(from);
  }

  /** Takes in what an epoch measured, before the network trains on. */
  void measured(int epoch, Map<String, Double> metrics, MultiLayerNetwork network) {
    float[] parameters = new float[0];
    for (int k = 0; k < choices.size(); k++) {
      TrainingLoop.Choice choice = choices.get(k);
      double score = metrics.getOrDefault(choice.metric(), Double.NaN);
      if (choice.better(score, kept.get(k).score())) {
        parameters = parameters.length > 0 ? parameters : Checkpoint.floats(network.params());
        kept.set(k, new Checkpoint.Best(epoch, score, parameters));
      }
    }
  }

  /** The best epoch by the first measure; 0 where none had a score. */
  int epoch() {
    return epoch(0);
  }

  /** The best epoch by a measure; 0 where none had a score. */
  int epoch(int measure) {
    return kept.get(measure).epoch();
  }

  /** Gives a network the parameters of a measure's best epoch. */
  void bring(MultiLayerNetwork network, int measure) {
    Checkpoint.fill(network.params(), kept.get(measure).parameters());
  }

  /** For a checkpoint. */
  List<Checkpoint.Best> kept() {
    return List.copyOf(kept);
  }
}
