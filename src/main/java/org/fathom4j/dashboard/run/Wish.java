package org.fathom4j.dashboard.run;

import java.util.Locale;
import java.util.Optional;

/** What the process of a run can be asked for. */
public enum Wish {
  /** To end after the step under way, in a state that can be gone on with. */
  STOP,
  /** To begin no epoch. */
  PAUSE,
  /** To begin epochs again. */
  RESUME;

  /** In one word, also in addresses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The wish of that word. */
  public static Optional<Wish> of(String word) {
    for (Wish wish : values()) {
      if (wish.word().equals(word)) {
        return Optional.of(wish);
      }
    }
    return Optional.empty();
  }
}
