package org.fathom4j.data.format;

import java.io.IOException;
import java.nio.file.Path;

/** A file is cut short or is not of its format; the message names the file and what was found. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A file that is not what its name promises. */
  public DamagedFileException(Path file, String finding) {
    super(file + " is damaged: " + finding);
  }

  /** A file with fewer bytes than it needs. */
  public static DamagedFileException tooShort(Path file, long expected, long found) {
    return new DamagedFileException(
        file, "at least %d bytes expected, %d found".formatted(expected, found));
  }
}
