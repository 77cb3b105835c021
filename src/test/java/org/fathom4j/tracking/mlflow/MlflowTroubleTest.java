package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.PRUNED;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.fathom4j.event.EventStream;
import org.fathom4j.event.Subscriber;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.FakeServer;
import org.fathom4j.mlflow.client.FakeServer.Trouble;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.ServerView;
import org.fathom4j.mlflow.client.ServerView.SeenRun;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is dead, slow, wrong or unwilling costs warnings and nothing else. */
@Timeout(60)
class MlflowTroubleTest {
  private static final String ADVICE = "./fathom sync --to ";

  @TempDir Path temp;

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

  private static Patience patience(int callMillis, int closeMillis) {
    return new Patience(
        Duration.ofMillis(callMillis),
        Duration.ofMillis(closeMillis),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        3,
        1000);
  }

  private Subscriber open(String uri, Map<String, String> environment) {
    return open(uri, environment, 20_000);
  }

  private Subscriber open(String uri, Map<String, String> environment, int callMillis) {
    MlflowServer server = MlflowServer.of(uri, environment);
    return MlflowTracker.open(server, temp, warnings::add, patience(callMillis, 40_000));
  }

  private void sweep(String uri) {
    sweep(open(uri, Map.of()));
  }

  private static void sweep(Subscriber opened) {
    try (Subscriber tracker = opened) {
      tracker.on(Records.start("s"));
      finish(tracker);
    }
  }

  private static void finish(Subscriber tracker) {
    Records.play(tracker, 1, COMPLETE, 3);
    SweepRecord sweep = Records.sweep("s", List.of(Records.ended(1, COMPLETE, 3)));
    tracker.on(Records.end(sweep, Outcome.FINISHED));
  }

  private void assertOneWarningAndAnEnd(String... words) {
    assertThat(warnings).hasSize(2).allMatch(warning -> warning.contains(ADVICE + "http"));
    assertThat(warnings.get(0)).contains(words).contains("Training goes on", temp.toString());
    assertThat(warnings.get(1)).contains("did not reach");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void nothingListens() throws IOException {
    sweep("http://127.0.0.1:" + unusedPort());

    assertOneWarningAndAnEnd("Nothing answers at http://127.0.0.1:");
  }

  @Test
  void noMachineOfThatName() {
    sweep("http://no-such-machine.invalid:5000");

    assertOneWarningAndAnEnd("No machine is named no-such-machine.invalid");
  }

  @Test
  void silence() {
    fake.trouble(Trouble.silence());

    sweep(open(fake.uri(), Map.of(), 300));

    assertOneWarningAndAnEnd("did not answer within");
  }

  @Test
  void anErrorOfTheServer() {
    fake.trouble(Trouble.status(500, "<html><b>database</b>\n is locked</html>"));

    sweep(fake.uri());

    assertOneWarningAndAnEnd("HTTP 500: database is locked");
  }

  @Test
  void aLockedDatabaseThatIsToldAsABadRequest() throws Exception {
    fake.trouble(
        Trouble.status(
            400, "{\"error_code\": \"BAD_REQUEST\", \"message\": \"database is locked\"}"));
    try (Subscriber tracker = open(fake.uri(), Map.of())) {
      tracker.on(Records.start("s"));
      while (warnings.isEmpty()) {
        Thread.sleep(1);
      }
      fake.trouble(Trouble.none());
      finish(tracker);
    }

    assertThat(warnings).hasSize(2).last().asString().contains("has everything now");
  }

  @Test
  void aForeignHostName() {
    fake.trouble(
        Trouble.status(403, "Invalid Host header - possible DNS rebinding attack detected"));

    sweep(fake.uri());

    assertOneWarningAndAnEnd("mlflow server --allowed-hosts 127.0.0.1:" + fake.port());
  }

  @Test
  void noCredentials() {
    fake.trouble(Trouble.status(401, "You are not authenticated."));

    sweep(fake.uri());

    assertOneWarningAndAnEnd("asks who you are", "MLFLOW_TRACKING_USERNAME");
  }

  @Test
  void wrongCredentialsWithoutThePassword() {
    fake.trouble(Trouble.status(401, ""));

    sweep(
        open(
            fake.uri(),
            Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", "hush")));

    assertOneWarningAndAnEnd("does not accept user ada");
    assertThat(warnings).noneMatch(warning -> warning.contains("hush"));
  }

  @Test
  void noPermission() {
    fake.trouble(Trouble.status(403, "Permission denied"));

    sweep(fake.uri());

    assertOneWarningAndAnEnd("lets nobody not write there", "Permission denied");
  }

  @Test
  void anotherKindOfServer() {
    fake.trouble(Trouble.status(404, "<html>Not Found</html>"));

    sweep(fake.uri());

    assertOneWarningAndAnEnd("is not the address of an MLflow server");
  }

  @Test
  void aPageInPlaceOfAnAnswer() {
    fake.trouble(Trouble.status(200, "<html>Sign in</html>"));

    sweep(fake.uri());

    assertOneWarningAndAnEnd("is not the address of an MLflow server");
  }

  @Test
  void aServerThatRecoversGetsEverything() throws Exception {
    fake.trouble(Trouble.silence());
    try (Subscriber tracker = open(fake.uri(), Map.of(), 2000)) {
      tracker.on(Records.start("s"));
      while (warnings.isEmpty()) {
        Thread.sleep(10);
      }
      fake.trouble(Trouble.none());
      finish(tracker);
    }

    assertThat(warnings).hasSize(2).last().asString().contains("has everything now");
    List<SeenRun> runs = new ServerView(fake.uri()).runs("depth");
    assertThat(runs).extracting(SeenRun::status).containsExactly("FINISHED", "FINISHED");
    assertThat(new ServerView(fake.uri()).history(runs.get(1).id(), "train/loss")).hasSize(3);
  }

  @Test
  void artifactsThatTheServerDoesNotTakeLoseNothingElse() throws Exception {
    fake.trouble(new Trouble(503, "artifacts are not served", "mlflow-artifacts"));

    sweep(fake.uri());

    assertOneWarningAndAnEnd("artifacts are not served");
    assertThat(new ServerView(fake.uri()).runs("depth"))
        .extracting(SeenRun::status)
        .containsExactly("FINISHED", "FINISHED");
  }

  @Test
  void noEventWaitsForTheServer() {
    fake.trouble(Trouble.silence());
    MlflowServer server = MlflowServer.of(fake.uri(), Map.of());
    Patience endless = patience(3_600_000, 1);
    Subscriber tracker = MlflowTracker.open(server, temp, warnings::add, endless);
    tracker.on(Records.start("s"));
    tracker.on(Records.begin(1));
    for (int i = 0; i < 4998; i++) {
      tracker.on(Records.epochEnd(1, 1 + i));
    }
    tracker.close();

    assertThat(warnings)
        .singleElement()
        .asString()
        .as("what was told, and what was measured of the machine meanwhile")
        .containsPattern("500[2-9] updates did not reach");
  }

  @Test
  void credentialsGoWithEveryRequestArtifactsIncluded() {
    sweep(
        open(
            fake.uri(),
            Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", "hush")));

    assertThat(warnings).isEmpty();
    assertThat(fake.authorizations()).isNotEmpty().containsOnly("Basic YWRhOmh1c2g=");
  }

  @Test
  void aTokenGoesWithEveryRequest() {
    sweep(open(fake.uri(), Map.of("MLFLOW_TRACKING_TOKEN", "t0ken")));

    assertThat(fake.authorizations()).isNotEmpty().containsOnly("Bearer t0ken");
  }

  @Test
  void waitingEpochsGoTogether() throws Exception {
    try (Subscriber tracker = open(fake.uri(), Map.of())) {
      tracker.on(Records.start("s"));
      tracker.on(Records.begin(1));
      for (int epoch = 1; epoch <= 600; epoch++) {
        tracker.on(Records.epochEnd(1, epoch));
      }
    }

    SeenRun trial = new ServerView(fake.uri()).runs("depth").get(1);
    assertThat(fake.requests()).isLessThan(300);
    assertThat(new ServerView(fake.uri()).history(trial.id(), "train/loss")).hasSize(600);
  }

  @Test
  void whatFindsNoRoomWhileTheServerIsSilentComesLaterFromTheStore() throws Exception {
    fake.trouble(Trouble.silence());
    Patience narrow =
        new Patience(
            Duration.ofMillis(300),
            Duration.ofSeconds(40),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            3,
            4);
    MlflowServer server = MlflowServer.of(fake.uri(), Map.of());
    try (EventStream both = new EventStream()) {
      both.subscribe(LocalStore.open(temp));
      both.subscribe(MlflowTracker.open(server, temp, warnings::add, narrow));
      both.on(Records.start("s"));
      List<TrialRecord> trials =
          List.of(Records.play(both, 1, COMPLETE, 40), Records.play(both, 2, PRUNED, 2));
      fake.trouble(Trouble.none());
      both.on(Records.end(Records.sweep("s", trials), Outcome.FINISHED));
    }

    assertThat(warnings).hasSize(2).last().asString().contains("has everything now");
    List<SeenRun> runs = new ServerView(fake.uri()).runs("depth");
    assertThat(runs).extracting(SeenRun::status).containsExactly("FINISHED", "FINISHED", "KILLED");
    assertThat(runs.get(2).parameters()).containsEntry("depth", "3");
    assertThat(new ServerView(fake.uri()).history(runs.get(1).id(), "train/loss")).hasSize(40);
    assertThat(new ServerView(fake.uri()).history(runs.get(2).id(), "train/loss")).hasSize(2);
  }

  @Test
  void syncToADeadServerSaysWhatToDo() throws IOException {
    Path folder = temp.resolve("run");
    try (Subscriber store = LocalStore.open(folder)) {
      store.on(Records.start("s"));
    }
    MlflowServer dead = MlflowServer.of("http://127.0.0.1:" + unusedPort(), Map.of());

    assertThatExceptionOfType(ExperimentException.class)
        .isThrownBy(() -> Sync.run(folder, dead, patience(300, 300)))
        .withMessageContaining("was not sent whole")
        .withMessageContaining("Nothing answers")
        .withMessageContaining("Run sync again");
  }
}
