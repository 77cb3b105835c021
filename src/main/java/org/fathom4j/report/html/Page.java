package org.fathom4j.report.html;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.config.CollectionSpec;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.chart.Drawing;
import org.fathom4j.report.chart.Lettering;
import org.fathom4j.report.chart.SvgWriter;
import org.fathom4j.report.chart.Weight;
import org.fathom4j.report.html.PageContent.Block;
import org.fathom4j.report.html.PageContent.Explorer;
import org.fathom4j.report.html.PageContent.Gallery;
import org.fathom4j.report.html.PageContent.Markup;
import org.fathom4j.report.html.PageContent.Picture;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.CollectionEntry;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.Lesson;

/**
 * A page of the reports. Every figure is there twice, drawn for wide and for narrow screens, of
 * which one is shown; the letters that occur travel inside the page.
 */
public final class Page {
  /** Width of figures on wide screens and in files, in pixels. */
  public static final double WIDE = 860;

  private static final double NARROW = 328;

  private Page() {}

  /** The page of a sweep of networks. */
  public static String html(
      Findings findings,
      SweepDrawings drawn,
      Optional<Lesson> lesson,
      Optional<Inspection> inspection) {
    return html(SweepPage.content(findings, drawn, lesson, inspection));
  }

  /**
   * The page of one network on one data set.
   *
   * @param figures of the inspection
   * @param network which one
   * @param data title of the data set
   * @param score how much was told right, in words
   */
  public static String html(
      Inspection found, List<Exhibit> figures, String network, String data, String score) {
    return html(InspectionPage.content(found, figures, network, data, score));
  }

  /** The page of a study that had no sweep. */
  public static String html(SweepRecord run, Lesson lesson) {
    return html(StudyPage.content(run, lesson));
  }

  /** The page that shows a collection of experiments, one row each. */
  public static String html(CollectionSpec collection, List<CollectionEntry> entries) {
    return html(CollectionPage.content(collection, entries));
  }

  private static String html(PageContent content) {
    List<Drawing> drawings = new ArrayList<>();
    StringBuilder shown = new StringBuilder("\n");
    content.blocks().forEach(block -> shown.append(block(block, drawings)));
    String body =
        header(content)
            + Html.element("main", shown.toString())
            + Html.element("footer", content.footer());
    return "<!doctype html>\n<html lang=\"en\">\n"
        + Html.element("head", head(content.title(), body, drawings))
        + Html.element("body", "\n" + body + scripts(content.explorable()))
        + "</html>\n";
  }

  private static String scripts(boolean explorable) {
    return Scripts.of(explorable).stream()
        .map(script -> "<script>" + script + "</script>\n")
        .collect(Collectors.joining());
  }

  private static String block(Block block, List<Drawing> drawings) {
    if (block instanceof Markup markup) {
      return markup.html();
    }
    if (block instanceof Explorer explorer) {
      return ExploreSection.html(explorer.exploration());
    }
    if (block instanceof Gallery gallery) {
      return gallery(gallery, drawings);
    }
    Picture picture = (Picture) block;
    Drawing wide = Draughtsman.draw(picture.figure(), WIDE);
    Drawing narrow = Draughtsman.draw(picture.figure(), NARROW);
    drawings.add(wide);
    drawings.add(narrow);
    return figure(
        picture,
        Html.element("div class=\"wide\"", SvgWriter.element(wide))
            + Html.element("div class=\"narrow\"", SvgWriter.element(narrow)));
  }

  /** Half as wide, drawn as for narrow screens. */
  private static String gallery(Gallery gallery, List<Drawing> drawings) {
    StringBuilder shown = new StringBuilder("\n");
    for (Picture picture : gallery.pictures()) {
      Drawing narrow = Draughtsman.draw(picture.figure(), NARROW);
      drawings.add(narrow);
      shown.append(figure(picture, SvgWriter.element(narrow)));
    }
    return Html.element("div class=\"gallery\"", shown.toString());
  }

  private static String head(String title, String body, List<Drawing> drawings) {
    return "\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        + Html.element("title", Html.text(title))
        + Html.element(
            "style",
            "\n" + fonts(body) + Scripts.resource("page.css") + SvgWriter.darkRules(drawings));
  }

  private static String header(PageContent content) {
    String facts =
        content.facts().stream()
            .filter(fact -> !fact.isEmpty())
            .map(fact -> Html.element("li", Html.text(fact)))
            .collect(Collectors.joining());
    return Html.element(
        "header",
        "\n"
            + Html.paragraph("kicker", content.kicker())
            + Html.element("h1", Html.text(content.heading()))
            + Html.element("p class=\"answer\"", Html.text(content.answer()))
            + Html.paragraph("explanation", content.explanation())
            + Html.element("ul class=\"facts\"", "\n" + facts));
  }

  private static String figure(Picture picture, String drawn) {
    String at = Html.text(picture.files());
    String files = "<a href=\"" + at + ".png\">PNG</a> <a href=\"" + at + ".svg\">SVG</a>";
    String see = picture.see().isEmpty() ? "" : Html.paragraph("see", picture.see());
    return Html.element(
        "figure id=\"" + at + "\"", "\n" + drawn + Html.element("figcaption", see + files));
  }

  /** Only the characters on the page, of each weight. */
  private static String fonts(String body) {
    Set<Integer> characters =
        IntStream.concat(IntStream.rangeClosed(' ', '~'), body.codePoints())
            .filter(c -> c >= ' ')
            .boxed()
            .collect(Collectors.toSet());
    StringBuilder css = new StringBuilder();
    for (Weight weight : Weight.values()) {
      String file = Base64.getEncoder().encodeToString(Lettering.subset(characters, weight));
      css.append("@font-face{font-family:Roboto;font-weight:")
          .append(weight.css())
          .append(";src:url(data:font/ttf;base64,")
          .append(file)
          .append(")}\n");
    }
    return css.toString();
  }
}
