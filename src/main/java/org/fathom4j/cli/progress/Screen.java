package org.fathom4j.cli.progress;

import java.io.PrintStream;
import java.util.List;

/**
 * The last lines of a terminal, drawn over again and again; what is printed as a line stays above
 * them. Lines are cut off at the terminal's width, for one that wraps could not be drawn over.
 */
public final class Screen {
  private static final String UP = "\u001b[%dA\r";
  private static final String CLEAR_TO_END = "\u001b[J";

  private final PrintStream out;
  private final int columns;
  private int shown;

  /**
   * A screen.
   *
   * @param columns width of the terminal in characters
   */
  public Screen(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Replaces what was drawn before. */
  public void draw(List<String> lines) {
    StringBuilder text = new StringBuilder(back());
    for (String line : lines) {
      text.append(line, 0, Math.min(line.length(), columns - 1)).append('\n');
    }
    out.print(text);
    out.flush();
    shown = lines.size();
  }

  /** Takes away what was drawn. */
  public void clear() {
    if (shown > 0) {
      draw(List.of());
    }
  }

  private String back() {
    return shown == 0 ? "" : UP.formatted(shown) + CLEAR_TO_END;
  }
}
