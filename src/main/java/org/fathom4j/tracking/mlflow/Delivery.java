package org.fathom4j.tracking.mlflow;

import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.tracking.mlflow.SweepRuns.Told;

/** One update of a server, which can be tried again. */
interface Delivery {
  void deliver() throws MlflowFailure;

  /** How many updates it stands for. */
  default int size() {
    return 1;
  }

  /** This and the next one as one, where that saves requests. */
  default Optional<Delivery> with(Delivery next) {
    return Optional.empty();
  }

  /** Epochs that wait together go together. */
  record Epochs(SweepRuns runs, java.util.List<Told> told) implements Delivery {
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
      if (!(next instanceof Epochs more) || values() + more.values() > Batch.MOST_METRICS) {
        return Optional.empty();
      }
      return Optional.of(
          new Epochs(runs, Stream.concat(told.stream(), more.told.stream()).toList()));
    }

    private int values() {
      return told.stream().mapToInt(each -> each.epoch().metrics().size()).sum();
    }
  }
}
