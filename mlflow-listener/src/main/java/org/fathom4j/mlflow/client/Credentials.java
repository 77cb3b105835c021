package org.fathom4j.mlflow.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who asks: a user with a password, or a token, or nobody (all empty). The Java client does not
 * read MLflow's environment variables itself.
 */
record Credentials(String user, String password, String token) {
  static Credentials of(Map<String, String> environment) {
    return new Credentials(
        environment.getOrDefault("MLFLOW_TRACKING_USERNAME", ""),
        environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", ""),
        environment.getOrDefault("MLFLOW_TRACKING_TOKEN", ""));
  }

  boolean hasUser() {
    return !user.isEmpty() && !password.isEmpty();
  }

  /** The value of the Authorization header. */
  Optional<String> header() {
    if (hasUser()) {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
  }

  /** A text of the server's, which may say back what it was told. */
  String hidden(String text) {
    String left = text;
    for (String secret : List.of(header().orElse("").replaceFirst("^\\S+ ", ""), password, token)) {
      if (!secret.isEmpty()) {
        left = left.replace(secret, "***");
      }
    }
    return left;
  }

  /** Keeps secrets out of logs. */
  @Override
  public String toString() {
    return hasUser() ? "user " + user : token.isEmpty() ? "nobody" : "a token";
  }
}
