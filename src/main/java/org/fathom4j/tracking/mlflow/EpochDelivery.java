package org.fathom4j.tracking.mlflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.mlflow.client.Batch;
import org.fathom4j.mlflow.client.Delivery;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.tracking.mlflow.SweepRuns.Told;

/** Epochs that wait together go together. */
record EpochDelivery(SweepRuns runs, List<Told> told) implements Delivery {
  @Override
  public void deliver() throws MlflowFailure {
    runs.epochs(told);
  }

  @Override
  public int size() {
    return told.size();
  }

  @Override
  public Optional<Delivery> with(Delivery next) {
    if (!(next instanceof EpochDelivery more) || values() + more.values() > Batch.MOST_METRICS) {
      return Optional.empty();
    }
    return Optional.of(
        new EpochDelivery(runs, Stream.concat(told.stream(), more.told.stream()).toList()));
  }

  private int values() {
    return told.stream().mapToInt(each -> each.epoch().metrics().size()).sum();
  }
}
