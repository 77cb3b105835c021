package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.fathom4j.event.EventStream;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.ModelUri;
import org.fathom4j.mlflow.client.RealServer;
import org.fathom4j.mlflow.client.TroubleProxy;
import org.fathom4j.mlflow.client.Trust;
import org.fathom4j.tracking.local.LocalStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real server as companies have it: behind a proxy with a path of its own, which asks who is
 * there, and whose certificate an authority of the company's signed.
 */
@EnabledIfEnvironmentVariable(
    named = "FATHOM_MLFLOW",
    matches = "1",
    disabledReason = "needs an MLflow server (850 MB of Python packages): set FATHOM_MLFLOW=1")
class MlflowProxyTest {
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString("ada:h\u00FCsh".getBytes(StandardCharsets.UTF_8));

  @TempDir static Path home;

  @SuppressWarnings("NullAway.Init")
  private static RealServer real;

  @SuppressWarnings("NullAway.Init")
  private static TestCertificates certificates;

  @TempDir Path temp;

  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() throws Exception {
    real = RealServer.start(home, 0);
    certificates = new TestCertificates(home);
    certificates.signed("proxy", "ip:127.0.0.1", "authority");
  }

  @AfterAll
  static void stop() {
    real.close();
  }

  static Stream<Arguments> homes() {
    Map<String, String> user =
        Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", "h\u00FCsh");
    Map<String, String> token = Map.of("MLFLOW_TRACKING_TOKEN", "t0ken");
    return Stream.of(
        Arguments.of("basic", BASIC, user, false),
        Arguments.of("bearer", "Bearer t0ken", token, false),
        Arguments.of("authority", "Bearer t0ken", token, true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("homes")
  void liveTrackingSyncAndReadingBackWorkThere(
      String name, String authorization, Map<String, String> who, boolean secure) throws Exception {
    Map<String, String> environment = new LinkedHashMap<>(who);
    if (secure) {
      environment.put(Trust.CERTIFICATES, certificates.pem("authority").toString());
    }
    @Nullable SSLContext tls = secure ? certificates.context("proxy") : null;
    try (TroubleProxy proxy = new TroubleProxy(real.port(), "/team/mlflow", authorization, tls)) {
      MlflowServer server = MlflowServer.of(proxy.uri(), environment);
      Path live = temp.resolve("live");
      try (EventStream both = new EventStream()) {
        both.subscribe(LocalStore.open(live));
        both.subscribe(MlflowTracker.open(server, live, warnings::add));
        OddSweep.play(both, live, name + "-live", 100);
      }
      Path later = temp.resolve("later");
      try (LocalStore store = LocalStore.open(later)) {
        OddSweep.play(store, later, name + "-later", 100);
      }
      Sync.Sent sent = Sync.run(later, server);
      ModelRegistry registry = new ModelRegistry(server);
      registry.register(later, name, Optional.of("champion"));

      assertThat(warnings).isEmpty();
      assertThat(sent.page()).startsWith(proxy.uri() + "/#/experiments/");
      PythonView python = new PythonView(real.python(), proxy.uri(), environment);
      assertThat(python.differences(live)).endsWith(": 0 differences");
      assertThat(python.differences(later, name + "@champion")).endsWith(": 0 differences");
      Path fetched = registry.fetch(ModelUri.of("models:/" + name + "/1"), temp.resolve("cache"));
      assertThat(fetched.resolve("model.zip"))
          .hasSameBinaryContentAs(LocalStore.modelFile(later, 1));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("homes")
  void whoIsNotLetInIsToldOnceAndTrainsOn(
      String name, String authorization, Map<String, String> who, boolean secure) throws Exception {
    Map<String, String> wrong = new LinkedHashMap<>();
    who.forEach((key, value) -> wrong.put(key, value + "x"));
    @Nullable SSLContext tls = secure ? certificates.context("proxy") : null;
    try (TroubleProxy proxy = new TroubleProxy(real.port(), "/team/mlflow", authorization, tls);
        EventStream both = new EventStream()) {
      both.subscribe(LocalStore.open(temp));
      both.subscribe(MlflowTracker.open(MlflowServer.of(proxy.uri(), wrong), temp, warnings::add));
      OddSweep.play(both, temp, name + "-outside", 100);
    }
    assertThat(LocalStore.read(temp).trials()).hasSize(3);
    assertThat(warnings).hasSize(2).noneMatch(text -> text.contains("h\u00FCsh"));
    assertThat(warnings.get(0)).contains("Training goes on", "./fathom sync --to");
  }
}
