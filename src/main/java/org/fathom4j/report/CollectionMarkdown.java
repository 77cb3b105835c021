package org.fathom4j.report;

import java.util.List;
import org.fathom4j.config.CollectionSpec;
import org.fathom4j.report.lesson.CollectionEntry;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.LessonTable;

/** A collection's page as Markdown, for those who read the repository. */
final class CollectionMarkdown {
  private static final int SMALLER = 480;

  private CollectionMarkdown() {}

  static String of(CollectionSpec collection, List<CollectionEntry> entries) {
    String of = collection.of().isEmpty() ? "" : collection.of() + ". ";
    StringBuilder text =
        new StringBuilder("# " + collection.title() + " in experiments\n\n")
            .append(of)
            .append("[index.html](index.html) is the same as a page, with every known answer.\n");
    entries.forEach(entry -> text.append(section(entry)));
    return text.toString();
  }

  private static String section(CollectionEntry entry) {
    StringBuilder text = new StringBuilder("\n## " + entry.question() + "\n\n");
    text.append("**").append(entry.answer()).append("**\n");
    paragraph(text, entry.explanation());
    entry.exhibits().forEach(exhibit -> picture(text, entry, exhibit));
    entry.tables().stream()
        .filter(LessonTable::small)
        .forEach(table -> paragraph(text, table(table)));
    String where = entry.section().isEmpty() ? "" : "Section " + entry.section() + ". ";
    String data = entry.data().isEmpty() ? "" : "Data: " + entry.data() + ". ";
    String known =
        entry.knownAnswers().isEmpty()
            ? ""
            : entry.held() + " of " + entry.knownAnswers().size() + " known answers hold. ";
    paragraph(text, where + data + known + "`" + entry.command() + "`");
    return text.toString();
  }

  private static void picture(StringBuilder text, CollectionEntry entry, Exhibit exhibit) {
    String file = entry.name() + "-" + exhibit.figure().caption().id() + ".png";
    String alt = exhibit.figure().caption().alt();
    boolean first = exhibit.equals(entry.exhibits().get(0));
    paragraph(
        text,
        first
            ? Markdown.picture(file, alt)
            : "<img src=\""
                + file
                + "\" width=\""
                + SMALLER
                + "\" alt=\""
                + Markdown.quoted(alt)
                + "\">");
    paragraph(text, exhibit.see().isEmpty() ? "" : "*" + exhibit.see() + "*");
  }

  /** Folded, so that the page stays a page. */
  private static String table(LessonTable table) {
    StringBuilder text = new StringBuilder("<details><summary>");
    text.append(Markdown.quoted(table.title())).append("</summary>\n\n");
    text.append(Markdown.table(table.head(), table.textColumns(), table.rows()));
    return text.append("\n</details>").toString();
  }

  private static void paragraph(StringBuilder text, String paragraph) {
    text.append(Markdown.paragraph(paragraph));
  }
}
