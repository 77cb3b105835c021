package org.fathom4j.report.html;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.metrics.ClassTest;
import org.fathom4j.metrics.ClassTest.Mistake;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.html.PageContent.Block;
import org.fathom4j.report.html.PageContent.Markup;
import org.fathom4j.report.html.PageContent.Picture;
import org.fathom4j.report.inspection.Filters;
import org.fathom4j.report.inspection.Filters.Filter;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Exhibit;

/** A network looked into: whom it took for whom, its surest mistakes, what it learned. */
final class InspectionSections {
  private InspectionSections() {}

  /**
   * The blocks, the first one the heading.
   *
   * @param figures of the inspection
   * @param which network it is, a sentence; empty where the page has said so
   */
  static List<Block> blocks(Inspection found, List<Exhibit> figures, String which) {
    List<Block> blocks = new ArrayList<>();
    String head = which.isEmpty() ? "" : Html.element("p", Html.text(which));
    blocks.add(
        new Markup(Html.section("inside", "A look inside the network", head + mistakes(found))));
    figures.forEach(each -> blocks.add(Picture.of(each)));
    if (!found.filters().shown().isEmpty()) {
      blocks.add(new Markup(filters(found.filters())));
    }
    return blocks;
  }

  private static String mistakes(Inspection found) {
    List<Mistake> mistakes = found.test().mistakes();
    if (mistakes.isEmpty()) {
      return "";
    }
    String table = table(found.test());
    int count = found.mistakes().size();
    if (count == 0) {
      return Html.fold("The most confident mistakes", table);
    }
    StringBuilder tiles = new StringBuilder("\n");
    for (int i = 0; i < count; i++) {
      Mistake mistake = mistakes.get(i);
      String said =
          "<b>%s</b> told as <b>%s</b> <span>%s</span>"
              .formatted(
                  Html.text(mistake.label()),
                  Html.text(mistake.predicted()),
                  Html.text(percent(mistake.confidence())));
      tiles.append(tile(found.mistakes().get(i), "test example " + mistake.index(), "", said));
    }
    String caption =
        "The most confident mistakes, %s of %s: the truth, what was told, and the probability that the network gave it"
            .formatted(count, Numbers.count(found.test().wrong()));
    return Html.paragraph("caption", caption)
        + Html.element("ul class=\"tiles mistakes\"", tiles.toString())
        + Html.fold("Mistakes as a table", table);
  }

  private static String table(ClassTest test) {
    List<List<String>> rows =
        test.mistakes().stream()
            .map(
                mistake ->
                    List.of(
                        Integer.toString(mistake.index()),
                        mistake.label(),
                        mistake.predicted(),
                        percent(mistake.confidence())))
            .toList();
    String caption =
        "The most confident mistakes, %s of %s; test examples are counted from 0"
            .formatted(rows.size(), Numbers.count(test.wrong()));
    List<String> head = List.of("test example", "truth", "told as", "probability");
    return new Html.Table(caption, head, 3, rows).html();
  }

  private static String percent(double share) {
    return share >= 0.9995 ? "> 99.9%" : Numbers.fixed(100 * share, 1) + "%";
  }

  private static String filters(Filters filters) {
    StringBuilder tiles = new StringBuilder("\n");
    for (Filter filter : filters.shown()) {
      String tip = filter.name() + ": norm " + Numbers.significant(filter.norm(), 3);
      tiles.append(tile(filter.picture(), filter.name(), tip, ""));
    }
    int count = filters.shown().size();
    String which =
        count < filters.all()
            ? "The %s strongest of %s filters".formatted(count, Numbers.count(filters.all()))
            : count == 1
                ? "The one filter"
                : "All %s filters, the strongest first".formatted(count);
    String scale = Numbers.significant(filters.scale(), 2);
    String caption =
        "%s of layer %s. One scale for all: grey is 0, white +%s, black −%s; where pictures have colours, so have their weights"
            .formatted(which, filters.layer(), scale, scale);
    return Html.section(
        "filters",
        "What the first layer looks for",
        Html.paragraph("caption", caption)
            + Html.element("ul class=\"tiles filters\"", tiles.toString()));
  }

  private static String tile(String png, String alt, String tip, String caption) {
    String picture =
        "<img src=\"data:image/png;base64,%s\" alt=\"%s\"%s>"
            .formatted(
                Html.text(png),
                Html.text(alt),
                tip.isEmpty() ? "" : " title=\"" + Html.text(tip) + "\"");
    return Html.element("li", picture + (caption.isEmpty() ? "" : "<p>" + caption + "</p>"));
  }
}
