package org.fathom4j.tracking.mlflow;

/** Why the server did not take something; the message says what to do about it. */
final class MlflowFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  MlflowFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  MlflowFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** What a sender should do. */
  enum Kind {
    /** No answer: keep everything and try again. */
    UNREACHABLE,
    /** The server is in trouble with this request: try again a few times. */
    BUSY,
    /** The server will never take this request: go on with the next. */
    REFUSED,
    /** The server will take no request of ours: stop. */
    SHUT_OUT
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? kind.toString() : message;
  }
}
