package org.fathom4j.data.format;

import java.io.IOException;
import java.nio.file.Path;

/** A file that may be whole and is not of the kind that is read; the message says which it is. */
public final class UnsupportedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A file that is something else, with what to do. */
  public UnsupportedFileException(Path file, String finding) {
    super(file + " " + finding);
  }
}
