package org.fathom4j.mlflow.client;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Sends files to a server that serves artifacts (the default of {@code mlflow server}) by plain
 * HTTP: the Java client's own way needs Python with MLflow on this machine.
 */
public final class Upload {
  private static final long SLOWEST_BYTES_PER_MS = 1000;

  private final MlflowServer server;
  private final Duration patience;
  private final Explanation explanation;
  private final HttpClient http;

  /** Sends nothing yet; {@code patience} is the longest wait for one answer. */
  public Upload(MlflowServer server, Duration patience) {
    this.server = server;
    this.patience = patience;
    this.explanation = new Explanation(server);
    this.http = http(server, patience);
  }

  /** A client that believes whom the server's variables say. */
  static HttpClient http(MlflowServer server, Duration patience) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL);
    server.trust().context().ifPresent(builder::sslContext);
    return builder.build();
  }

  /**
   * Where a file goes and what it holds.
   *
   * @param path among the run's files
   * @param content its bytes
   * @param name for messages
   */
  public record Source(String path, BodyPublisher content, String name) {
    /** A file of this machine. */
    public static Source file(String path, Path file) throws MlflowFailure {
      try {
        return new Source(path, HttpRequest.BodyPublishers.ofFile(file), file.toString());
      } catch (FileNotFoundException e) {
        throw new MlflowFailure(
            MlflowFailure.Kind.REFUSED, "The file %s is not there any more.".formatted(file), e);
      }
    }

    /** A text, in UTF-8. */
    public static Source text(String path, String text) {
      return new Source(
          path, HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8), path);
    }
  }

  /**
   * Stores a file with a run, in place of one of that path.
   *
   * @param root the run's {@code artifact_uri}
   */
  public void put(String root, Source source) throws MlflowFailure {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(ArtifactPlace.file(server, root, source.path()))
            .PUT(source.content())
            .timeout(patience.plusMillis(source.content().contentLength() / SLOWEST_BYTES_PER_MS));
    server.credentials().header().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<String> reply =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (reply.statusCode() >= 300) {
        throw ofThisFile(explanation.status(reply.statusCode(), reply.body()));
      }
    } catch (HttpTimeoutException e) {
      throw explanation.tooSlow(patience, e);
    } catch (IOException e) {
      throw explanation.noAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw explanation.tooSlow(patience, e);
    }
  }

  /** A server that takes no artifacts can still take everything else. */
  private static MlflowFailure ofThisFile(MlflowFailure failure) {
    return failure.kind() == MlflowFailure.Kind.SHUT_OUT
        ? new MlflowFailure(MlflowFailure.Kind.REFUSED, failure.getMessage(), failure)
        : failure;
  }
}
