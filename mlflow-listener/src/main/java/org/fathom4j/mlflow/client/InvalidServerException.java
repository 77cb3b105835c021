package org.fathom4j.mlflow.client;

/**
 * The user's mistake in naming a server, or whom to believe there: an address that no server can
 * have, a file without certificates. The message says the rule, the value found and the next step.
 */
public final class InvalidServerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A mistake. */
  public InvalidServerException(String message) {
    super(message);
  }
}
