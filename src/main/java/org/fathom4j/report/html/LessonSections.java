package org.fathom4j.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fathom4j.report.html.PageContent.Block;
import org.fathom4j.report.html.PageContent.Markup;
import org.fathom4j.report.html.PageContent.Picture;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.verdict.KnownAnswer;

/** A lesson's pictures, known answers and tables. */
final class LessonSections {
  private LessonSections() {}

  static List<Block> blocks(Lesson lesson) {
    List<Block> blocks = new ArrayList<>();
    lesson.exhibits().forEach(each -> blocks.add(Picture.of(each)));
    blocks.add(new Markup(knownAnswers(lesson.knownAnswers()) + tables(lesson.tables())));
    return blocks;
  }

  /** What was missed, for the top of the page; nothing where all hold. */
  static List<Block> missed(Lesson lesson) {
    List<KnownAnswer> missed = lesson.missed();
    if (missed.isEmpty()) {
      return List.of();
    }
    String items =
        missed.stream()
            .map(a -> "%s: expected %s, found %s".formatted(a.claim(), a.expected(), a.found()))
            .map(text -> Html.element("li", Html.text(text)))
            .collect(Collectors.joining());
    String title = missed.size() == 1 ? "A known answer is missed" : "Known answers are missed";
    return List.of(new Markup(Html.section("missed", title, Html.element("ul", "\n" + items))));
  }

  /** "9 of 9 known answers hold"; empty where there are none. */
  static String fact(Lesson lesson) {
    int known = lesson.knownAnswers().size();
    return known == 0
        ? ""
        : (known - lesson.missed().size())
            + " of "
            + known
            + (known == 1 ? " known answer holds" : " known answers hold");
  }

  private static String knownAnswers(List<KnownAnswer> answers) {
    if (answers.isEmpty()) {
      return "";
    }
    List<String> head = List.of("what is known", "expected", "found", "", "from");
    List<List<String>> rows =
        answers.stream()
            .map(
                answer ->
                    List.of(
                        answer.claim(),
                        answer.expected(),
                        answer.found(),
                        answer.holds() ? "holds" : "MISSED",
                        answer.source()))
            .toList();
    String caption = "What is known beforehand, and what this run found";
    return Html.section(
        "known-answers", "Known answers", new Html.Table(caption, head, 5, rows).html());
  }

  private static String tables(List<LessonTable> tables) {
    StringBuilder html = new StringBuilder();
    for (LessonTable table : tables) {
      html.append(
          new Html.Table(table.title(), table.head(), table.textColumns(), table.rows()).html());
    }
    return html.isEmpty() ? "" : Html.section("numbers", "Numbers", html.toString());
  }
}
