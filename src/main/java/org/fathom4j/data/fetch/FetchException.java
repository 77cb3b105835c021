package org.fathom4j.data.fetch;

import java.io.IOException;

/** A file could not be fetched; the message names every address tried and what went wrong there. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What went wrong and what to do. */
  public FetchException(String message) {
    super(message);
  }
}
