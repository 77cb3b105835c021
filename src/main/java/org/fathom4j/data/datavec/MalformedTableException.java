package org.fathom4j.data.datavec;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no table of the columns that were asked for, as a whole. */
public final class MalformedTableException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedTableException(Path file, long line, String fault) {
    super("%s:%d: %s".formatted(file, line, fault));
  }
}
