package org.fathom4j.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fathom4j.config.CollectionSpec;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.html.PageContent.Block;
import org.fathom4j.report.html.PageContent.Gallery;
import org.fathom4j.report.html.PageContent.Markup;
import org.fathom4j.report.html.PageContent.Picture;
import org.fathom4j.report.lesson.CollectionEntry;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.LessonTable;
import org.fathom4j.verdict.KnownAnswer;

/** The page of a collection: contents, then a row for each experiment. */
final class CollectionPage {
  private CollectionPage() {}

  static PageContent content(CollectionSpec collection, List<CollectionEntry> entries) {
    long known = entries.stream().mapToLong(entry -> entry.knownAnswers().size()).sum();
    long held = entries.stream().mapToLong(CollectionEntry::held).sum();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Markup(contents(entries)));
    for (CollectionEntry entry : entries) {
      blocks.add(new Markup(row(entry)));
      blocks.addAll(pictures(entry));
      blocks.addAll(tables(entry));
    }
    return new PageContent(
        collection.title() + " in experiments",
        collection.of(),
        collection.title() + " in experiments",
        "Each experiment asks one question, is run by one command, and checks itself against what is known beforehand.",
        "",
        List.of(
            entries.size() + (entries.size() == 1 ? " experiment" : " experiments"),
            held + " of " + known + " known answers hold"),
        blocks,
        "<p>Made by Fathom4j.</p>");
  }

  /**
   * The most telling one large, the others below it, smaller where they are not a row of panels.
   */
  private static List<Block> pictures(CollectionEntry entry) {
    List<Block> blocks = new ArrayList<>();
    List<Picture> small = new ArrayList<>();
    for (Exhibit exhibit : entry.exhibits()) {
      Picture picture = Picture.of(exhibit, entry.name() + "-");
      boolean row = exhibit.figure() instanceof Figure.Plot plot && plot.panels().size() > 1;
      if (blocks.isEmpty() || row) {
        blocks.add(picture);
      } else {
        small.add(picture);
      }
    }
    if (!small.isEmpty()) {
      blocks.add(new Gallery(small));
    }
    return blocks;
  }

  /** The first one open where it is small, the others folded. */
  private static List<Block> tables(CollectionEntry entry) {
    StringBuilder html = new StringBuilder();
    for (LessonTable table : entry.tables()) {
      String shown =
          new Html.Table(table.title(), table.head(), table.textColumns(), table.rows()).html();
      boolean open = html.isEmpty() && table.small();
      html.append(open ? shown : Html.fold(table.title(), shown));
    }
    return html.isEmpty() ? List.of() : List.of(new Markup(Html.element("section", "\n" + html)));
  }

  private static String contents(List<CollectionEntry> entries) {
    String items =
        entries.stream()
            .map(
                entry ->
                    Html.element(
                        "li",
                        "<a href=\"#"
                            + Html.text(entry.name())
                            + "\">"
                            + Html.text(entry.question())
                            + "</a>"))
            .collect(Collectors.joining());
    return Html.section("contents", "The questions", Html.element("ol", "\n" + items));
  }

  private static String row(CollectionEntry entry) {
    String where =
        entry.section().isEmpty() ? entry.name() : entry.section() + " · " + entry.name();
    String data = entry.data().isEmpty() ? "" : "Data: " + entry.data() + ".";
    String heading =
        Html.element("p class=\"kicker\"", Html.text(where))
            + Html.element(
                "h2 id=\"" + Html.text(entry.name()) + "-title\"", Html.text(entry.question()));
    return Html.element(
        "section id=\""
            + Html.text(entry.name())
            + "\" aria-labelledby=\""
            + Html.text(entry.name())
            + "-title\"",
        "\n"
            + heading
            + Html.paragraph("answer", entry.answer())
            + Html.paragraph("explanation", entry.explanation())
            + Html.paragraph("note", data)
            + Html.element("pre", "<code>" + Html.text(entry.command()) + "</code>")
            + known(entry));
  }

  private static String known(CollectionEntry entry) {
    if (entry.knownAnswers().isEmpty()) {
      return "";
    }
    List<List<String>> rows = entry.knownAnswers().stream().map(CollectionPage::row).toList();
    String title = entry.held() + " of " + entry.knownAnswers().size() + " known answers hold";
    List<String> head = List.of("what is known", "expected", "found", "");
    return Html.fold(title, new Html.Table(entry.name() + ": known answers", head, 4, rows).html());
  }

  private static List<String> row(KnownAnswer answer) {
    return List.of(
        answer.claim(), answer.expected(), answer.found(), answer.holds() ? "holds" : "MISSED");
  }
}
