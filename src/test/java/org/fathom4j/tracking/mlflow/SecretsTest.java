package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fathom4j.metrics.TrialState.COMPLETE;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fathom4j.event.EventStream;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.FakeServer;
import org.fathom4j.mlflow.client.FakeServer.Trouble;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.ModelUri;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who asks a server is known to that server alone, whatever it answers, even where it says it back.
 */
@Timeout(60)
class SecretsTest {
  private static final String SECRET = "5ecret-w0rd";

  /** What goes over the wire for ada and the password. */
  private static final String BASIC = "YWRhOjVlY3JldC13MHJk";

  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          2,
          1000);

  @TempDir Path temp;

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @ParameterizedTest
  @CsvSource({
    "0, password",
    "200, password",
    "400, password",
    "401, password",
    "403, password",
    "500, password",
    "0, token",
    "200, token",
    "400, token",
    "401, token",
    "403, token",
    "500, token",
    "0, address",
    "400, address",
    "401, address",
    "500, address"
  })
  void nothingTellsThem(int status, String how) throws Exception {
    try (FakeServer fake = new FakeServer(0)) {
      if (status > 0) {
        String echo =
            how.equals("token") ? "Bearer " + SECRET : "ada:" + SECRET + " Basic " + BASIC;
        fake.trouble(Trouble.status(status, echo));
      }
      MlflowServer server = server(fake, how);
      sweep(server);
      List<Runnable> asked =
          List.of(
              () -> Sync.run(temp, server, SHORT),
              () -> new ModelRegistry(server).fetch(ModelUri.of("models:/a/1"), temp));
      for (Runnable each : asked) {
        if (status > 0) {
          assertThatThrownBy(each::run).satisfies(e -> told.add(trace(e)));
        }
      }

      assertThat(String.join("\n", told)).doesNotContain(SECRET, BASIC);
      assertThat(fake.everything()).doesNotContain(SECRET, BASIC);
      assertThat(server.toString()).doesNotContain(SECRET, BASIC);
      assertNoFileTells();
    }
  }

  private static MlflowServer server(FakeServer fake, String how) {
    return switch (how) {
      case "password" ->
          MlflowServer.of(
              fake.uri(),
              Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", SECRET));
      case "token" -> MlflowServer.of(fake.uri(), Map.of("MLFLOW_TRACKING_TOKEN", SECRET));
      default -> MlflowServer.of(fake.uri().replace("//", "//ada:" + SECRET + "@"), Map.of());
    };
  }

  private void sweep(MlflowServer server) throws IOException {
    try (EventStream both = new EventStream()) {
      both.subscribe(LocalStore.open(temp));
      both.subscribe(MlflowTracker.open(server, temp, told::add, SHORT));
      both.on(Records.start("s"));
      List<TrialRecord> trials = List.of(Records.play(both, 1, COMPLETE, 2));
      both.on(Records.end(Records.sweep("s", trials), Outcome.FINISHED));
    }
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private void assertNoFileTells() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(SECRET, BASIC);
      }
    }
  }
}
