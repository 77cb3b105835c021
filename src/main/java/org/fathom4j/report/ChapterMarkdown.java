package org.fathom4j.report;

import java.util.List;
import org.fathom4j.report.lesson.ChapterEntry;

/** The chapter's page as Markdown, for those who read the repository. */
final class ChapterMarkdown {
  private ChapterMarkdown() {}

  static String of(int chapter, List<ChapterEntry> entries) {
    StringBuilder text =
        new StringBuilder("# Chapter " + chapter + " in experiments\n\n")
            .append("*Deep Learning* (Goodfellow, Bengio, Courville 2016), chapter ")
            .append(chapter)
            .append(". [index.html](index.html) is the same as a page, with every known answer.\n");
    entries.forEach(entry -> text.append(section(entry)));
    return text.toString();
  }

  private static String section(ChapterEntry entry) {
    StringBuilder text = new StringBuilder("\n## " + entry.question() + "\n\n");
    text.append("**").append(entry.answer()).append("**\n");
    paragraph(text, entry.explanation());
    entry
        .exhibit()
        .ifPresent(
            exhibit -> {
              String file = entry.name() + "-" + exhibit.figure().caption().id() + ".png";
              paragraph(
                  text,
                  "![" + exhibit.figure().caption().alt().replace("]", ")") + "](" + file + ")");
              paragraph(text, exhibit.see().isEmpty() ? "" : "*" + exhibit.see() + "*");
            });
    String where = entry.section().isEmpty() ? "" : "Section " + entry.section() + ". ";
    String data = entry.data().isEmpty() ? "" : "Data: " + entry.data() + ". ";
    String known =
        entry.knownAnswers().isEmpty()
            ? ""
            : entry.held() + " of " + entry.knownAnswers().size() + " known answers hold. ";
    paragraph(text, where + data + known + "`" + entry.command() + "`");
    return text.toString();
  }

  private static void paragraph(StringBuilder text, String paragraph) {
    if (!paragraph.isEmpty()) {
      text.append('\n').append(paragraph).append('\n');
    }
  }
}
