package org.fathom4j.tracking.mlflow;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract over the newest server of generation 2. */
@EnabledIfEnvironmentVariable(
    named = "FATHOM_MLFLOW_2",
    matches = "1",
    disabledReason =
        "needs an MLflow server 2.x (850 MB of Python packages): set FATHOM_MLFLOW_2=1")
class Mlflow2LiveTest extends MlflowLiveContract {
  Mlflow2LiveTest() {
    super(2);
  }
}
