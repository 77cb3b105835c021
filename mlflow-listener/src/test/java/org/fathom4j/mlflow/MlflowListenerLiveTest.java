package org.fathom4j.mlflow;

import java.io.IOException;
import java.nio.file.Path;
import org.fathom4j.mlflow.client.RealServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a real server. */
@EnabledIfEnvironmentVariable(
    named = "FATHOM_MLFLOW",
    matches = "1",
    disabledReason = "needs an MLflow server (850 MB of Python packages): set FATHOM_MLFLOW=1")
final class MlflowListenerLiveTest extends MlflowListenerContract {
  @TempDir static Path home;

  @SuppressWarnings("NullAway.Init")
  private static RealServer real;

  @BeforeAll
  static void start() throws IOException {
    real = RealServer.start(home, 0);
  }

  @AfterAll
  static void stop() {
    real.close();
  }

  @Override
  String uri() {
    return real.uri();
  }
}
