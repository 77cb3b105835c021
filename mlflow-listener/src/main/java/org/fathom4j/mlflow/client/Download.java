package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fetches files from a server that serves artifacts, by plain HTTP. */
public final class Download {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** For a whole file, which may be large. */
  private static final int SLOWEST = 30;

  private final MlflowServer server;
  private final Duration patience;
  private final Explanation explanation;
  private final HttpClient http;

  /** Fetches nothing yet; {@code patience} is the longest wait for an answer to begin. */
  public Download(MlflowServer server, Duration patience) {
    this.server = server;
    this.patience = patience;
    this.explanation = new Explanation(server);
    this.http = Upload.http(server, patience);
  }

  /**
   * Names of the files that lie directly below a root.
   *
   * @param root {@code artifact_uri} of a run or a model
   */
  public List<String> files(String root) throws MlflowFailure {
    String answer = new String(bytes(ArtifactPlace.list(server, root)), StandardCharsets.UTF_8);
    try {
      List<String> names = new ArrayList<>();
      for (JsonNode file : MAPPER.readTree(answer).path("files")) {
        if (!file.path("is_dir").asBoolean()) {
          names.add(file.path("path").asText().replaceFirst(".*/", ""));
        }
      }
      return names;
    } catch (JsonProcessingException e) {
      throw explanation.wrongAddress("a page in place of JSON");
    }
  }

  /**
   * Fetches a file.
   *
   * @throws IOException if it cannot be written
   */
  public void get(String root, String path, Path to) throws MlflowFailure, IOException {
    Files.write(to, bytes(ArtifactPlace.file(server, root, path)));
  }

  private byte[] bytes(URI at) throws MlflowFailure {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at).GET().timeout(patience.multipliedBy(SLOWEST));
    server.credentials().header().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<byte[]> reply =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (reply.statusCode() >= 300) {
        throw explanation.status(
            reply.statusCode(), new String(reply.body(), StandardCharsets.UTF_8));
      }
      return reply.body();
    } catch (HttpTimeoutException e) {
      throw explanation.tooSlow(patience, e);
    } catch (IOException e) {
      throw explanation.noAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw explanation.tooSlow(patience, e);
    }
  }
}
