package org.fathom4j.problem;

import java.util.List;
import java.util.stream.Collectors;

/** The user's mistake, found before anything started; the command line ends with exit code 2. */
public final class InvalidSpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * All mistakes of one input together.
   *
   * @param problems at least one
   */
  public InvalidSpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * One mistake that has no place in a file.
   *
   * @param message what, where, the rule, the value found and the next step
   */
  public InvalidSpecException(String message) {
    this(List.of(Problem.of(message)));
  }

  /** Every mistake, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
