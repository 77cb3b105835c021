package org.fathom4j.cli;

import org.fathom4j.verdict.Verdict;

/** What a command's process ends with; 0 is done. */
final class ExitCode {
  /** A run failed. */
  static final int FAILED = 1;

  /** Bad input: nothing was started. */
  static final int BAD_INPUT = 2;

  /** Interrupted: the state is saved. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** That of a run. */
  static int of(Verdict verdict) {
    return switch (verdict.outcome()) {
      case FINISHED -> 0;
      case FAILED -> FAILED;
      case INTERRUPTED -> INTERRUPTED;
    };
  }
}
