package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fathom4j.metrics.TrialState.COMPLETE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.Artifacts;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.mlflow.client.FakeServer;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Trust;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.Records;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose certificates Java does not know, by MLflow's own variables. */
@Timeout(60)
final class TrustTest {
  /** Certificates that nobody else signed: of this machine, and of another name. */
  @TempDir static Path keys;

  @TempDir Path folder;

  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  @SuppressWarnings("NullAway.Init")
  private static TestCertificates certificates;

  @BeforeAll
  static void makeKeys() throws Exception {
    certificates = new TestCertificates(keys);
    certificates.selfSigned("own", "ip:127.0.0.1");
    certificates.selfSigned("other", "dns:elsewhere");
  }

  private static FakeServer server(String name) throws IOException, GeneralSecurityException {
    return FakeServer.secure(certificates.context(name));
  }

  /** Sends a sweep with a file of its report, by the Java client and by our uploads. */
  private int sent(FakeServer fake, Map<String, String> environment) throws IOException {
    Path report = Files.createDirectories(folder.resolve("report"));
    Files.writeString(report.resolve("index.html"), "<p>report</p>");
    MlflowServer server = MlflowServer.of(fake.uri(), environment);
    try (Subscriber tracker = MlflowTracker.open(server, folder, warnings::add)) {
      tracker.on(new SweepStarted(Records.sweep("s", List.of())));
      Records.play(tracker, 1, COMPLETE, 3);
      tracker.on(
          new SweepEnded(
              Records.sweep("s", List.of(Records.ended(1, COMPLETE, 3))),
              Records.verdict(Outcome.FINISHED),
              new Artifacts(Optional.of(report), Optional.empty(), 1)));
    }
    return fake.requests();
  }

  private static Map<String, String> named(String name) {
    return Map.of(Trust.CERTIFICATES, keys.resolve(name + ".pem").toString());
  }

  @Test
  void aCertificateThatIsNamed_isBelieved() throws Exception {
    try (FakeServer fake = server("own")) {
      assertThat(sent(fake, named("own"))).isGreaterThan(5);
      assertThat(warnings).isEmpty();
      assertThat(fake.artifacts()).anyMatch(path -> path.endsWith("report/index.html"));
    }
  }

  @Test
  void anUnknownOne_andOneOfAnotherName_areNot() throws Exception {
    try (FakeServer own = server("own");
        FakeServer other = server("other")) {
      assertThat(sent(own, Map.of())).isZero();
      assertThat(sent(own, named("other"))).isZero();
      assertThat(sent(other, named("other"))).isZero();
      assertThat(warnings)
          .hasSize(6)
          .filteredOn(warning -> warning.contains("No secure connection to https://127.0.0.1:"))
          .hasSize(3)
          .allMatch(warning -> warning.contains("MLFLOW_TRACKING_SERVER_CERT_PATH=FILE.pem"));
    }
  }

  @Test
  void whereThatIsAskedFor_anybodyIsBelieved_loudly() throws Exception {
    try (FakeServer other = server("other")) {
      assertThat(sent(other, Map.of(Trust.INSECURE, "true"))).isGreaterThan(5);
      assertThat(other.artifacts()).anyMatch(path -> path.endsWith("report/index.html"));
      assertThat(warnings)
          .singleElement()
          .asString()
          .startsWith("MLFLOW_TRACKING_INSECURE_TLS is set: whoever answers")
          .contains("127.0.0.1", Trust.CERTIFICATES);
    }
  }

  @Test
  void mistakesAreToldBeforeAnythingIsSent() throws IOException {
    Path nothing = Files.writeString(folder.resolve("nothing.pem"), "no certificate\n");
    assertThatThrownBy(() -> trust(Map.of(Trust.CERTIFICATES, nothing.toString())))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("MLFLOW_TRACKING_SERVER_CERT_PATH must name a file", "nothing.pem");
    assertThatThrownBy(() -> trust(Map.of(Trust.CERTIFICATES, folder + "/absent.pem")))
        .hasMessageContaining("absent.pem cannot be read");
    assertThatThrownBy(() -> trust(Map.of(Trust.INSECURE, "maybe")))
        .hasMessageContaining("must be true or false, got 'maybe'");
    Map<String, String> both =
        Map.of(Trust.INSECURE, "1", Trust.CERTIFICATES, keys.resolve("own.pem").toString());
    assertThatThrownBy(() -> trust(both)).hasMessageContaining("are both set");
    assertThat(MlflowServer.of("http://127.0.0.1:1", both).warning()).isEmpty();
  }

  private static MlflowServer trust(Map<String, String> environment) {
    return TrackingServer.of("https://127.0.0.1:1", environment);
  }
}
