package org.fathom4j.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the mistakes of one input, each once, in order of finding, until all of them are thrown
 * together.
 */
public final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();

  /** Adds one mistake, unless it is there already. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Adds one mistake by its parts. */
  public void add(String where, String path, String message) {
    add(new Problem(where, path, message));
  }

  /** Whether nothing was found. */
  public boolean none() {
    return found.isEmpty();
  }

  /** The mistakes so far. */
  public List<Problem> all() {
    return new ArrayList<>(found);
  }

  /**
   * Ends the input.
   *
   * @throws InvalidSpecException if anything was found
   */
  public void throwIfAny() {
    if (!none()) {
      throw new InvalidSpecException(all());
    }
  }
}
