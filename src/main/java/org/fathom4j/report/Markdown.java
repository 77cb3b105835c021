package org.fathom4j.report;

import java.util.ArrayList;
import java.util.List;

/** Pieces of Markdown as GitHub reads it. */
final class Markdown {
  private Markdown() {}

  /** A picture with its words. */
  static String picture(String file, String alt) {
    return "![" + alt.replace("]", ")") + "](" + file + ")";
  }

  /**
   * A table.
   *
   * @param textColumns how many columns from the left hold words; the rest hold numbers
   */
  static String table(List<String> head, int textColumns, List<List<String>> rows) {
    StringBuilder text = new StringBuilder(row(head));
    List<String> rule = new ArrayList<>();
    for (int i = 0; i < head.size(); i++) {
      rule.add(i < textColumns ? "---" : "---:");
    }
    text.append(row(rule));
    rows.forEach(row -> text.append(row(row)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    List<String> safe = cells.stream().map(cell -> cell.replace("|", "\\|")).toList();
    return "| " + String.join(" | ", safe) + " |\n";
  }

  /** Text within HTML. */
  static String quoted(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** A paragraph with a line before it; nothing where it is empty. */
  static String paragraph(String paragraph) {
    return paragraph.isEmpty() ? "" : "\n" + paragraph + "\n";
  }
}
