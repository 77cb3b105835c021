package org.fathom4j.tracking.mlflow;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.fathom4j.mlflow.client.InvalidServerException;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.ModelUri;
import org.fathom4j.problem.InvalidSpecException;

/** The server that a command line or the environment names; a mistake there is one of the user. */
public final class TrackingServer {
  private static final String ADVICE =
      " It is named by --tracking-uri or MLFLOW_TRACKING_URI. Results are kept in the local store in"
          + " any case; './fathom sync --to URI' sends them later.";

  private TrackingServer() {}

  /**
   * As {@link MlflowServer#chosen}.
   *
   * @throws InvalidSpecException if no server can have this address
   */
  public static Optional<MlflowServer> chosen(
      Optional<String> option, Map<String, String> environment) {
    return checked(() -> MlflowServer.chosen(option, environment));
  }

  /**
   * As {@link #chosen}, where there must be one.
   *
   * @param why it is needed, for the message
   * @throws InvalidSpecException if none is named, or no server can have this address
   */
  public static MlflowServer required(
      Optional<String> option, Map<String, String> environment, String why) {
    return chosen(option, environment)
        .orElseThrow(
            () ->
                new InvalidSpecException(
                    why
                        + ", and none is named: give --tracking-uri URI or set MLFLOW_TRACKING_URI"));
  }

  /**
   * As {@link MlflowServer#of}.
   *
   * @throws InvalidSpecException if no server can have this address
   */
  public static MlflowServer of(String uri, Map<String, String> environment) {
    return checked(() -> MlflowServer.of(uri, environment));
  }

  /**
   * As {@link ModelUri#of}.
   *
   * @throws InvalidSpecException if it is badly written
   */
  public static ModelUri model(String uri) {
    try {
      return ModelUri.of(uri);
    } catch (InvalidServerException e) {
      throw new InvalidSpecException(String.valueOf(e.getMessage()));
    }
  }

  private static <T> T checked(Supplier<T> named) {
    try {
      return named.get();
    } catch (InvalidServerException e) {
      throw new InvalidSpecException(e.getMessage() + ADVICE);
    }
  }
}
