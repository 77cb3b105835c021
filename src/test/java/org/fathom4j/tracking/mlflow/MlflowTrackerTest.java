package org.fathom4j.tracking.mlflow;

import java.io.IOException;
import org.fathom4j.mlflow.client.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract over the fake server. */
class MlflowTrackerTest extends MlflowContract {
  @SuppressWarnings("NullAway.Init")
  private FakeServer fake;

  @BeforeEach
  void start() throws IOException {
    fake = new FakeServer(0);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Override
  String uri() {
    return fake.uri();
  }
}
