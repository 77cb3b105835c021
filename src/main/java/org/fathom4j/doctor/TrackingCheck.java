package org.fathom4j.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Trust;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.mlflow.TrackingServer;

/** The MLflow server that MLFLOW_TRACKING_URI names. */
final class TrackingCheck {
  private static final String NAME = "tracking";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private TrackingCheck() {}

  static Check run(Surroundings surroundings) {
    String uri = surroundings.variable("MLFLOW_TRACKING_URI");
    if (uri.isEmpty()) {
      return Check.note(
          NAME,
          "no MLflow server; every run is kept under reports/out",
          "To see runs in MLflow as well: pip install mlflow, mlflow server, and set"
              + " MLFLOW_TRACKING_URI=http://127.0.0.1:5000.");
    }
    try {
      return ask(TrackingServer.of(uri, surroundings.environment()));
    } catch (InvalidSpecException mistake) {
      return Check.warning(NAME, "no MLflow server", String.valueOf(mistake.getMessage()));
    }
  }

  private static Check ask(MlflowServer server) {
    String uri = server.toString(); // without who asks
    Trust trust = server.trust();
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
    trust.context().ifPresent(client::sslContext);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(uri + "/health")).timeout(PATIENCE).build();
      HttpResponse<String> answer =
          client.build().send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Check.ok(NAME, uri + " answers")
          : unreachable(uri, "it answers /health with status " + answer.statusCode());
    } catch (SSLException untrusted) {
      return unreachable(
          uri,
          "no secure connection (%s); %s names the file of its certificate"
              .formatted(untrusted.getMessage(), Trust.CERTIFICATES));
    } catch (IOException refused) {
      return unreachable(uri, "it does not answer (" + refused.getClass().getSimpleName() + ")");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return unreachable(uri, "interrupted");
    }
  }

  private static Check unreachable(String uri, String why) {
    return Check.warning(
        NAME,
        uri + ": " + why,
        "Runs are kept under reports/out and can be sent later with ./fathom sync --to "
            + uri
            + ".");
  }
}
