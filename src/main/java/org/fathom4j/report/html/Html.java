package org.fathom4j.report.html;

import java.util.List;

/** Pieces of HTML; whatever comes from outside passes {@link #text}. */
public final class Html {
  private Html() {}

  /** Text as HTML, also inside attributes. */
  public static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** An element around HTML; {@code open} is its name with any attributes. */
  public static String element(String open, String content) {
    int end = open.indexOf(' ');
    String name = end < 0 ? open : open.substring(0, end);
    return "<" + open + ">" + content + "</" + name + ">\n";
  }

  /** A paragraph of a class; nothing where the text is empty. */
  static String paragraph(String style, String text) {
    return text.isEmpty() ? "" : element("p class=\"" + style + "\"", text(text));
  }

  /** A section with a heading that can be linked to. */
  static String section(String id, String title, String content) {
    return element(
        "section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\"",
        "\n" + element("h2 id=\"" + id + "-title\"", text(title)) + content);
  }

  /** A fold, closed at first. */
  static String fold(String summary, String content) {
    return element("details", "\n" + element("summary", text(summary)) + content);
  }

  /** Terms and what they are. */
  public static String definitions(List<Definition> definitions) {
    StringBuilder out = new StringBuilder("\n");
    for (Definition definition : definitions) {
      if (!definition.value().isEmpty()) {
        out.append(
            element(
                "div",
                "<dt>"
                    + text(definition.term())
                    + "</dt><dd>"
                    + text(definition.value())
                    + "</dd>"));
      }
    }
    return element("dl", out.toString());
  }

  /** A term and what it is; left out where that is empty. */
  public record Definition(String term, String value) {}

  /**
   * A table in plain text.
   *
   * @param caption what it shows
   * @param head column titles
   * @param textColumns how many columns from the left hold words; the rest hold numbers
   * @param rows cells of each row, the first being the row's header
   */
  record Table(String caption, List<String> head, int textColumns, List<List<String>> rows) {
    String html() {
      String id = "table-" + Integer.toHexString(caption.hashCode());
      StringBuilder out = new StringBuilder("\n");
      StringBuilder titles = new StringBuilder();
      for (int i = 0; i < head.size(); i++) {
        titles.append("<th scope=\"col\"").append(look(i)).append('>');
        titles.append(text(head.get(i))).append("</th>");
      }
      out.append(element("thead", element("tr", titles.toString())));
      StringBuilder body = new StringBuilder("\n");
      rows.forEach(row -> body.append(element("tr", cells(row))));
      out.append(element("tbody", body.toString()));
      // Not a caption element: that would scroll sideways with the table on narrow screens.
      return element("p class=\"caption\" id=\"" + id + "\"", text(caption))
          + element(
              "div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"" + id + "\"",
              element("table aria-labelledby=\"" + id + "\"", out.toString()));
    }

    private String cells(List<String> row) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String tag = i == 0 ? "th scope=\"row\"" : "td";
        out.append('<').append(tag).append(look(i)).append('>').append(text(row.get(i)));
        out.append(i == 0 ? "</th>" : "</td>");
      }
      return out.toString();
    }

    private String look(int column) {
      return column < textColumns ? "" : " class=\"n\"";
    }
  }
}
