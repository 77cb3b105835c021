package org.fathom4j.mlflow.client;

import java.util.Arrays;
import org.mlflow.api.proto.Service;

/** How a run stands, in MLflow's words. */
public enum RunStatus {
  /** It goes on. */
  RUNNING(Service.RunStatus.RUNNING),
  /** It came to its end. */
  FINISHED(Service.RunStatus.FINISHED),
  /** It broke on an error. */
  FAILED(Service.RunStatus.FAILED),
  /** Somebody ended it. */
  KILLED(Service.RunStatus.KILLED);

  private final Service.RunStatus onTheWire;

  RunStatus(Service.RunStatus onTheWire) {
    this.onTheWire = onTheWire;
  }

  /** One that is not known is under way. */
  static RunStatus of(Service.RunStatus onTheWire) {
    return Arrays.stream(values())
        .filter(status -> status.onTheWire == onTheWire)
        .findFirst()
        .orElse(RUNNING);
  }

  Service.RunStatus onTheWire() {
    return onTheWire;
  }
}
