package org.fathom4j.mlflow.client;

import java.util.Optional;

/** One update of a server, which can be tried again. */
public interface Delivery {
  /** Sends it. */
  void deliver() throws MlflowFailure;

  /** How many updates it stands for. */
  default int size() {
    return 1;
  }

  /** This and the next one as one, where that saves requests. */
  default Optional<Delivery> with(Delivery next) {
    return Optional.empty();
  }
}
