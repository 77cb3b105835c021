package org.fathom4j.mlflow.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The address of an MLflow server and who asks there; whether it answers is not known yet. */
public final class MlflowServer {
  /** The environment variable that names the server where nothing else does. */
  public static final String VARIABLE = "MLFLOW_TRACKING_URI";

  private static final String ADVICE =
      " Give the address of an MLflow server, such as http://127.0.0.1:5000.";

  private static final String DATABRICKS =
      " Give the workspace's address, https://NAME.cloud.databricks.com, and its token by"
          + " MLFLOW_TRACKING_TOKEN.";

  private static final String NO_FILES =
      " Folders and databases are written by a server alone: start one with 'mlflow server"
          + " --backend-store-uri sqlite:///mlflow.db --port 5000' and give http://127.0.0.1:5000.";

  private static final int HIGHEST_PORT = 65_535;

  private final URI address;
  private final Credentials credentials;
  private final Trust trust;

  private MlflowServer(URI address, Credentials credentials, Trust trust) {
    this.address = address;
    this.credentials = credentials;
    this.trust = trust;
  }

  /**
   * The server to use: the command line's, else the environment's, else none.
   *
   * @param option {@code --tracking-uri}
   * @throws InvalidServerException as {@link #of}
   */
  public static Optional<MlflowServer> chosen(
      Optional<String> option, Map<String, String> environment) {
    Optional<String> variable =
        Optional.ofNullable(environment.get(VARIABLE)).filter(uri -> !uri.isBlank());
    return option.or(() -> variable).map(uri -> of(uri, environment));
  }

  /**
   * Checks an address, without asking it.
   *
   * @param uri http or https; what follows a # is passed over, so that a page's address can be
   *     pasted; a user and password may stand before the host
   * @param environment may hold MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or
   *     MLFLOW_TRACKING_TOKEN; and what {@link Trust} reads
   * @throws InvalidServerException if no server can have this address
   */
  public static MlflowServer of(String uri, Map<String, String> environment) {
    URI parsed = parse(uri.strip());
    String scheme = parsed.getScheme();
    if (scheme == null || List.of("file", "sqlite", "mysql", "postgresql").contains(scheme)) {
      throw refused(uri, "is a place for files", NO_FILES);
    }
    if (scheme.equals("databricks")) {
      throw refused(uri, "names a profile, which only Python's client reads", DATABRICKS);
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused(uri, "is neither http nor https", ADVICE);
    }
    if (parsed.getHost() == null) {
      throw refused(uri, "names no host", ADVICE);
    }
    if (parsed.getPort() > HIGHEST_PORT) {
      throw refused(uri, "has a port above " + HIGHEST_PORT, ADVICE);
    }
    Trust trust = scheme.equals("https") ? Trust.of(environment) : Trust.of(Map.of());
    return new MlflowServer(bare(parsed), credentials(parsed, environment), trust);
  }

  private static URI parse(String uri) {
    try {
      return new URI(uri);
    } catch (URISyntaxException e) {
      throw refused(uri, "is no address (" + e.getReason() + ")", ADVICE);
    }
  }

  /**
   * Without user, query, fragment and closing slashes: the client appends its paths to the text.
   */
  private static URI bare(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
  }

  private static Credentials credentials(URI uri, Map<String, String> environment) {
    String info = uri.getUserInfo();
    if (info == null || !info.contains(":")) {
      return Credentials.of(environment);
    }
    int colon = info.indexOf(':');
    return new Credentials(info.substring(0, colon), info.substring(colon + 1), "");
  }

  private static InvalidServerException refused(String uri, String why, String advice) {
    return new InvalidServerException(
        "The tracking URI '%s' %s.%s".formatted(uri.replaceAll("//[^/@]*@", "//"), why, advice));
  }

  /** Where it answers, without a closing slash and without any secret. */
  public URI address() {
    return address;
  }

  Credentials credentials() {
    return credentials;
  }

  /** Whose certificates are believed. */
  public Trust trust() {
    return trust;
  }

  /** What a person must know before anything is sent there. */
  public Optional<String> warning() {
    return trust.isBlind()
        ? Optional.of(
            "%s is set: whoever answers in the name of %s is believed, and can read and change all that is sent, the password too. Name its certificate with %s instead"
                .formatted(Trust.INSECURE, address.getHost(), Trust.CERTIFICATES))
        : Optional.empty();
  }

  /** The address. */
  @Override
  public String toString() {
    return address.toString();
  }
}
