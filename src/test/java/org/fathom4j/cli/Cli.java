package org.fathom4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command line within the test's process. */
final class Cli {
  private Cli() {}

  /**
   * What a command did.
   *
   * @param code its exit code
   * @param out standard output
   * @param err standard error, as far as picocli's writer got it
   */
  record Outcome(int code, String out, String err) {
    /** The last line of standard output. */
    String lastLine() {
      return out.lines().reduce("", (before, line) -> line);
    }
  }

  static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Fathom.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
