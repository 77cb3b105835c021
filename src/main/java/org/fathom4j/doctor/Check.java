package org.fathom4j.doctor;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param name what, in one or two words
 * @param status how it is
 * @param found what was found
 * @param remedy what is wrong and how to mend it; empty where nothing is
 */
public record Check(String name, Status status, String found, String remedy) {
  /** How a thing is. */
  public enum Status {
    /** As it should be. */
    OK,
    /** Absent, and needed by some commands only. */
    NOTE,
    /** Works, but slower or less than it could. */
    WARNING,
    /** Fathom4j cannot run so. */
    ERROR;

    /** In lower case, as it is printed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check ok(String name, String found) {
    return new Check(name, Status.OK, found, "");
  }

  static Check note(String name, String found, String remedy) {
    return new Check(name, Status.NOTE, found, remedy);
  }

  static Check warning(String name, String found, String remedy) {
    return new Check(name, Status.WARNING, found, remedy);
  }

  static Check error(String name, String found, String remedy) {
    return new Check(name, Status.ERROR, found, remedy);
  }
}
