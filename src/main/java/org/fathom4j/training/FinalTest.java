package org.fathom4j.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.DataSplit;
import org.fathom4j.metrics.ClassTest;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.scoring.ClassTests;
import org.fathom4j.scoring.Scores;
import org.fathom4j.scoring.Scoring;

/**
 * The one test of a training, at the epochs that validation chose.
 *
 * @param network takes the parameters of each epoch that is tested
 * @param engine that trained it
 * @param best the epochs that were chosen
 */
record FinalTest(
    MultiLayerNetwork network,
    Engine engine,
    Evaluator evaluator,
    DataSplit data,
    BestEpochs best) {

  /**
   * The epoch that the trial is chosen by.
   *
   * @param results what it measured, all training examples, the test
   * @param answers what the test said of classes; empty where numbers are predicted
   */
  record Chosen(Map<String, Double> results, Optional<ClassTest> answers) {}

  /** Tests the epoch that the trial is chosen by. */
  Chosen chosen(List<EpochRecord> epochs) {
    best.bring(network, 0);
    Map<String, Double> results = new HashMap<>();
    results.put(Metric.BEST_EPOCH, (double) best.epoch());
    results.putAll(evaluator.score(engine, data.train()).on("best/train"));
    Scoring test = evaluator.predict(engine, data.test());
    results.putAll(test.scores().on("test"));
    Map<String, Double> then = epochs.get(best.epoch() - 1).metrics();
    then.forEach(
        (metric, value) -> {
          if (metric.startsWith("validation/")) {
            results.put("best/" + metric, value);
          }
        });
    if (data.validation().views() > 1) { // an epoch looks at one
      results.putAll(evaluator.score(engine, data.validation()).on("best/validation"));
    }
    return new Chosen(results, ClassTests.of(data.test().target(), test));
  }

  /**
   * Each quantity at its own epoch.
   *
   * @param quantities the measures of {@link #best} from the second on
   */
  Map<String, Double> ownEpochs(List<Quantity> quantities) {
    Map<String, Double> results = new HashMap<>();
    Map<Integer, Scores> tested = new HashMap<>();
    for (int k = 0; k < quantities.size(); k++) {
      int measure = k + 1;
      int epoch = best.epoch(measure);
      if (epoch > 0) {
        Scores scores = tested.computeIfAbsent(epoch, e -> tested(measure));
        results.put(Metric.OWN_EPOCH + "/" + quantities.get(k).key(), (double) epoch);
        results.put(quantities.get(k).on(Metric.OWN_TEST), scores.of(quantities.get(k)));
      }
    }
    return results;
  }

  private Scores tested(int measure) {
    best.bring(network, measure);
    return evaluator.score(engine, data.test());
  }
}
