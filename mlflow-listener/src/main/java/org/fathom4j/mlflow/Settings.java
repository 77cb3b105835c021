package org.fathom4j.mlflow;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Patience;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * How a training is to be tracked.
 *
 * @param server where
 * @param patience with the server
 * @param experiment under which name
 * @param run the run's name; empty for the server's choice
 * @param parameters of the user's own
 * @param tags of the user's own
 * @param evaluations after each epoch
 * @param keepsModel whether the network is sent at the end
 * @param warnings takes a line for people
 */
record Settings(
    MlflowServer server,
    Patience patience,
    String experiment,
    String run,
    Map<String, String> parameters,
    Map<String, String> tags,
    List<EpochEvaluation> evaluations,
    boolean keepsModel,
    Consumer<String> warnings) {
  /** What is scored after each epoch, on which data, and under which name. */
  record EpochEvaluation(
      String name, DataSetIterator data, List<Supplier<? extends IEvaluation<?>>> kinds) {}
}
