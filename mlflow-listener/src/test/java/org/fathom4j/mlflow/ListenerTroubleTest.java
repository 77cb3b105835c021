package org.fathom4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.mlflow.client.FakeServer;
import org.fathom4j.mlflow.client.FakeServer.Trouble;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.ServerView;
import org.fathom4j.mlflow.client.ServerView.SeenRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A server that is dead, slow or in trouble costs one warning, and not a weight moves. */
@Timeout(60)
final class ListenerTroubleTest {
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

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

  /** Trains; the weights must be those without a listener. */
  private void train(String uri, int callMillis) {
    MultiLayerNetwork alone = Nets.network();
    alone.fit(Nets.batches(), 3);
    MultiLayerNetwork network = Nets.network();
    try (MlflowListener listener =
        MlflowListener.to(uri)
            .experiment("trouble")
            .warnings(warnings::add)
            .patience(patience(callMillis))
            .build()) {
      network.setListeners(listener);
      network.fit(Nets.batches(), 3);
    }
    INDArray expected = alone.params();
    assertThat(network.params()).isEqualTo(expected);
  }

  private static Patience patience(int callMillis) {
    return new Patience(
        Duration.ofMillis(callMillis),
        Duration.ofSeconds(20),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        3,
        1000);
  }

  private void assertOneWarning(String words) {
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(words, "Training goes on; what does not arrive is lost");
  }

  @Test
  void nothingListens() throws IOException {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }

    train("http://127.0.0.1:" + unused, 20_000);

    assertOneWarning("Nothing answers at http://127.0.0.1:" + unused);
  }

  @Test
  void connectionsThatBreak() {
    fake.trouble(Trouble.broken());

    train(fake.uri(), 20_000);

    assertOneWarning("The connection to " + fake.uri() + " broke");
  }

  @Test
  void silence() {
    fake.trouble(Trouble.silence());

    train(fake.uri(), 200);

    assertOneWarning("did not answer within 0.2 s");
  }

  @Test
  void errorsOfTheServer() {
    fake.trouble(Trouble.status(500, "database is locked"));

    train(fake.uri(), 20_000);

    assertOneWarning("HTTP 500: database is locked");
  }

  @Test
  void aSlowServerGetsEverything() throws Exception {
    fake.trouble(Trouble.slow(100));

    train(fake.uri(), 20_000);

    assertThat(warnings).isEmpty();
    SeenRun run = new ServerView(fake.uri()).runs("trouble").get(0);
    assertThat(run.status()).isEqualTo("FINISHED");
    assertThat(new ServerView(fake.uri()).history(run.id(), "score")).hasSize(9);
  }
}
