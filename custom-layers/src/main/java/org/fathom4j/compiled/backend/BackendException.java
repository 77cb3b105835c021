package org.fathom4j.compiled.backend;

/** A library of kernels that cannot do its work on this machine, with its own words. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what the library cannot, and what it answered. */
  public BackendException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }

  /** Says what the library cannot. */
  public BackendException(String message) {
    super(message);
  }
}
