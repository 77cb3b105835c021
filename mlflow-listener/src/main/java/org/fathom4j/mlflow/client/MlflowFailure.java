package org.fathom4j.mlflow.client;

/** Why the server did not take something; the message says what to do about it. */
public final class MlflowFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** A failure of its own. */
  public MlflowFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A failure that stems from another. */
  public MlflowFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What it asks of the sender. */
  public Kind kind() {
    return kind;
  }

  /** What a sender should do. */
  public enum Kind {
    /** No answer: keep everything and try again. */
    UNREACHABLE,
    /** The server is in trouble with this request: try again a few times. */
    BUSY,
    /** The server will never take this request: go on with the next. */
    REFUSED,
    /** The server has a part of this request already, and for that takes none of it. */
    THERE_ALREADY,
    /** The server will take no request of ours: stop. */
    SHUT_OUT
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? kind.toString() : message;
  }
}
