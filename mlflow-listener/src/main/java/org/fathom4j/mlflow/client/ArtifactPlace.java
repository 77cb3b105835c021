package org.fathom4j.mlflow.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Where a server that serves artifacts has those of a run or a model. */
final class ArtifactPlace {
  private static final String PATH = "/api/2.0/mlflow-artifacts/artifacts";

  private ArtifactPlace() {}

  /**
   * The address of a file.
   *
   * @param root {@code artifact_uri} of its run or model
   * @param path below it
   */
  static URI file(MlflowServer server, String root, String path) throws MlflowFailure {
    URI base = URI.create(root);
    return switch (scheme(base)) {
      case "mlflow-artifacts" ->
          URI.create(api(server, base) + base.getRawPath() + "/" + encoded(path));
      case "http", "https" -> URI.create(root + "/" + encoded(path));
      default -> throw elsewhere(server, root);
    };
  }

  /** The address that lists the files below a root. */
  static URI list(MlflowServer server, String root) throws MlflowFailure {
    URI base = URI.create(root);
    if (!scheme(base).equals("mlflow-artifacts")) {
      throw elsewhere(server, root);
    }
    String folder = base.getPath().replaceFirst("^/", "");
    return URI.create(
        api(server, base) + "?path=" + URLEncoder.encode(folder, StandardCharsets.UTF_8));
  }

  private static String scheme(URI base) {
    return base.getScheme() == null ? "file" : base.getScheme();
  }

  private static String api(MlflowServer server, URI base) {
    return base.getRawAuthority() == null
        ? server.address() + PATH
        : server.address().getScheme() + "://" + base.getRawAuthority() + PATH;
  }

  private static MlflowFailure elsewhere(MlflowServer server, String root) {
    return new MlflowFailure(
        MlflowFailure.Kind.REFUSED,
        "The server %s keeps artifacts at %s, where only Python clients reach them. Start it with --artifacts-destination in place of --default-artifact-root, and use a new experiment name."
            .formatted(server, root));
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/"))
        .map(step -> URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
