package org.fathom4j.problem;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the mistakes of one input, each once, until all of them are thrown together. */
public final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();
  private int reports;

  /** Adds one mistake, unless it is there already. */
  public void add(Problem problem) {
    found.add(problem);
    reports++;
  }

  /** Adds one mistake by its parts. */
  public void add(String where, String path, String message) {
    add(new Problem(where, path, message));
  }

  /**
   * How often a mistake was added, the same one again counted again: where it has not grown, what
   * was read in between is right.
   */
  public int reports() {
    return reports;
  }

  /** Whether nothing was found. */
  public boolean none() {
    return found.isEmpty();
  }

  /** The mistakes so far: those of no line first, then by line. */
  public List<Problem> all() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
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
