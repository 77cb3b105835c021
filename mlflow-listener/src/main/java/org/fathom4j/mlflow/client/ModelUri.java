package org.fathom4j.mlflow.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model of a registry, as MLflow writes it: {@code models:/NAME/3}, {@code models:/NAME@ALIAS},
 * {@code models:/NAME/latest}.
 *
 * @param name of the model
 * @param version a number; empty for the latest, and where an alias is given
 * @param alias such as {@code champion}; else empty
 */
public record ModelUri(String name, String version, String alias) {
  private static final Pattern FORM =
      Pattern.compile("models:/+([^/@]+)(?:/(\\d+|latest)|@([^/@]+))?/?");

  /** Whether a text means such a model, well written or not. */
  public static boolean isOne(String text) {
    return text.startsWith("models:");
  }

  /**
   * Reads one.
   *
   * @throws InvalidServerException if it is badly written
   */
  public static ModelUri of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new InvalidServerException(
          "'%s' names no model of a registry; write models:/NAME/VERSION, models:/NAME@ALIAS or models:/NAME"
              .formatted(text));
    }
    String version =
        parts.group(2) == null || parts.group(2).equals("latest") ? "" : parts.group(2);
    return new ModelUri(parts.group(1), version, parts.group(3) == null ? "" : parts.group(3));
  }

  @Override
  public String toString() {
    String which = alias.isEmpty() ? version.isEmpty() ? "" : "/" + version : "@" + alias;
    return "models:/" + name + which;
  }
}
