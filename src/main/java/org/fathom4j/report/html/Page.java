package org.fathom4j.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.chart.Drawing;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.chart.Lettering;
import org.fathom4j.report.chart.SvgWriter;
import org.fathom4j.report.chart.Weight;

/**
 * The report's page. Every figure is there twice, drawn for wide and for narrow screens, of which
 * one is shown; the letters that occur travel inside the page.
 */
public final class Page {
  /** Width of figures on wide screens and in files, in pixels. */
  public static final double WIDE = 860;

  private static final double NARROW = 328;

  private Page() {}

  /** The whole page. */
  public static String html(Findings findings, List<Figure> figures) {
    List<Drawing> drawings = new ArrayList<>();
    StringBuilder shown = new StringBuilder();
    for (Figure figure : figures) {
      Drawing wide = Draughtsman.draw(figure, WIDE);
      Drawing narrow = Draughtsman.draw(figure, NARROW);
      drawings.add(wide);
      drawings.add(narrow);
      shown.append(figure(figure, wide, narrow));
    }
    String body =
        header(findings)
            + Html.element("main", "\n" + shown + sections(findings))
            + Html.element("footer", footer());
    return "<!doctype html>\n<html lang=\"en\">\n"
        + Html.element("head", head(findings, body, drawings))
        + Html.element("body", "\n" + body)
        + "</html>\n";
  }

  private static String sections(Findings findings) {
    return TrialSections.html(findings)
        + StatisticsSection.html(findings)
        + OriginSections.html(findings.sweep());
  }

  private static String head(Findings findings, String body, List<Drawing> drawings) {
    return "\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        + Html.element("title", Html.text(findings.sweep().name() + ": " + findings.answer()))
        + Html.element("style", "\n" + fonts(body) + stylesheet() + SvgWriter.darkRules(drawings));
  }

  private static String header(Findings findings) {
    SweepRecord sweep = findings.sweep();
    List<String> facts = new ArrayList<>();
    facts.add(sweep.data().title());
    facts.add(findings.completeTrials() + " of " + sweep.plannedTrials() + " trials complete");
    facts.add(Numbers.duration(sweep.seconds()));
    facts.add(sweep.provenance().device());
    String line =
        facts.stream()
            .filter(fact -> !fact.isEmpty())
            .map(fact -> Html.element("li", Html.text(fact)))
            .collect(Collectors.joining());
    String name = sweep.name() + (sweep.preset().isEmpty() ? "" : " · " + sweep.preset());
    String question = sweep.question().isEmpty() ? sweep.name() : sweep.question();
    return Html.element(
        "header",
        "\n"
            + Html.element("p class=\"kicker\"", Html.text(name))
            + Html.element("h1", Html.text(question))
            + Html.element("p class=\"answer\"", Html.text(findings.answer()))
            + Html.element("ul class=\"facts\"", "\n" + line));
  }

  private static String figure(Figure figure, Drawing wide, Drawing narrow) {
    String id = figure.caption().id();
    String files = "<a href=\"" + id + ".png\">PNG</a> <a href=\"" + id + ".svg\">SVG</a>";
    return Html.element(
        "figure id=\"" + id + "\"",
        "\n"
            + Html.element("div class=\"wide\"", SvgWriter.element(wide))
            + Html.element("div class=\"narrow\"", SvgWriter.element(narrow))
            + Html.element("figcaption", files));
  }

  private static String footer() {
    return "<p>Files beside this page: <a href=\"results.csv\">results.csv</a> (every trial) and "
        + "<a href=\"report.json\">report.json</a> (the numbers above). Made by Fathom4j.</p>";
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

  private static String stylesheet() {
    try (InputStream in = Page.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IOException("page.css is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The report's style sheet cannot be read", e);
    }
  }
}
