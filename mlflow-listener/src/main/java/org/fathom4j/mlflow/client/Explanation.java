package org.fathom4j.mlflow.client;

import static org.fathom4j.mlflow.client.MlflowFailure.Kind.BUSY;
import static org.fathom4j.mlflow.client.MlflowFailure.Kind.REFUSED;
import static org.fathom4j.mlflow.client.MlflowFailure.Kind.SHUT_OUT;
import static org.fathom4j.mlflow.client.MlflowFailure.Kind.THERE_ALREADY;
import static org.fathom4j.mlflow.client.MlflowFailure.Kind.UNREACHABLE;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Turns what went wrong on the wire into what a user can do about it.
 *
 * @param server the server that was asked
 */
record Explanation(MlflowServer server) {
  private static final int LONGEST_REPLY = 200;

  /** What SQLite and Linux call a full disk, deep in what servers say of it. */
  private static final List<String> FULL = List.of("disk is full", "No space left on device");

  /** An answer that is an error. */
  MlflowFailure status(int status, String reply) {
    String said = said(reply);
    if (status == 401) {
      return new MlflowFailure(SHUT_OUT, unauthorized());
    }
    if (status == 403) {
      return new MlflowFailure(SHUT_OUT, forbidden(said));
    }
    if (knowsNot(status, reply)) {
      return wrongAddress("HTTP " + status);
    }
    if (status == 408 || status == 429 || status >= 500 || isOfTheDatabase(reply)) {
      return new MlflowFailure(
          BUSY,
          "The server %s answers with an error of its own (HTTP %d%s)."
              .formatted(server, status, said));
    }
    return new MlflowFailure(
        reply.contains("IntegrityError") ? THERE_ALREADY : REFUSED,
        "The server %s does not accept a part of the results (HTTP %d%s)."
            .formatted(server, status, said));
  }

  /** Servers of 2.x tell of a locked database as if the request were bad. */
  private static boolean isOfTheDatabase(String reply) {
    return reply.contains("OperationalError") || reply.contains("database is locked");
  }

  /** Whether nobody there has heard of what was asked for. */
  static boolean knowsNot(int status, String reply) {
    return List.of(404, 405, 501).contains(status) && !reply.contains("error_code");
  }

  /** No answer at all. */
  MlflowFailure noAnswer(IOException e) {
    if (e instanceof SSLException) {
      return new MlflowFailure(
          SHUT_OUT,
          "No secure connection to %s (%s). If its certificate is your own, name it: MLFLOW_TRACKING_SERVER_CERT_PATH=FILE.pem; or give Java a trust store that holds it: JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=FILE -Djavax.net.ssl.trustStorePassword=PASSWORD'. If the server speaks plain http, write http://."
              .formatted(server, e.getMessage()),
          e);
    }
    String why =
        e instanceof UnknownHostException
            ? "No machine is named %s.".formatted(server.address().getHost())
            : e instanceof ConnectException
                ? "Nothing answers at %s (%s).".formatted(server, e.getMessage())
                : "The connection to %s broke (%s).".formatted(server, e);
    return new MlflowFailure(UNREACHABLE, why, e);
  }

  MlflowFailure tooSlow(Duration waited, Exception cause) {
    return new MlflowFailure(
        UNREACHABLE,
        "The server %s did not answer within %s s.".formatted(server, waited.toMillis() / 1000.0),
        cause);
  }

  MlflowFailure wrongAddress(String found) {
    return new MlflowFailure(
        SHUT_OUT,
        "%s is not the address of an MLflow server (found %s). Give the address of its start page, such as http://127.0.0.1:5000."
            .formatted(server, found));
  }

  private String unauthorized() {
    Credentials who = server.credentials();
    return who.header().isEmpty()
        ? "The server %s asks who you are (HTTP 401). Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN."
            .formatted(server)
        : "The server %s does not accept %s (HTTP 401). Check MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN."
            .formatted(server, who);
  }

  private String forbidden(String said) {
    String host = server.address().getRawAuthority();
    return said.contains("Host header")
        ? "The server %s does not answer to the name '%s' (HTTP 403%s). Start it with: mlflow server --allowed-hosts %s"
            .formatted(server, host, said, host)
        : "The server %s lets %s not write there (HTTP 403%s). Ask its owner for the EDIT permission on the experiment."
            .formatted(server, server.credentials(), said);
  }

  /** The reply in one line, without the tags of an HTML page. */
  private String said(String reply) {
    if (FULL.stream().anyMatch(reply::contains)) {
      return ": its disk is full";
    }
    String text =
        server
            .credentials()
            .hidden(reply)
            .replaceAll("<[^>]*>", " ")
            .replaceAll("\\s+", " ")
            .strip();
    if (text.isEmpty()) {
      return "";
    }
    return ": " + (text.length() > LONGEST_REPLY ? text.substring(0, LONGEST_REPLY) + "..." : text);
  }
}
