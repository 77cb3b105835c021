package org.fathom4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fathom4j.config.CollectionSpec;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.report.analysis.Analyst;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Tag;
import org.fathom4j.report.figures.Figures;
import org.fathom4j.report.html.Scripts;
import org.fathom4j.report.lesson.CollectionEntry;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.Lessons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
  private static final CollectionSpec COLLECTION =
      new CollectionSpec("chapter-6", "A work of two chapters", "");

  @TempDir Path folder;

  static Stream<Map.Entry<String, SweepRecord>> everyKind() {
    return ReportTryout.sweeps().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void write_makesEveryFile(Map.Entry<String, SweepRecord> kind) throws Exception {
    RunOutcome run = ended(kind.getValue());
    ReportFiles files = Report.write(run, folder.resolve("new/" + kind.getKey()));
    assertThat(run.answer()).endsWith(".").doesNotContain("NaN");
    assertThat(withoutOwnScripts(Files.readString(files.index())))
        .contains("<h1>" + kind.getValue().question() + "</h1>")
        .doesNotContain(">NaN", "NaN%", "Infinity", ">null")
        .doesNotContainPattern("(src|href)=\"https?:")
        .doesNotContain("url(http", "@import", "<script>");
    for (Path figure : files.figures()) {
      if (figure.toString().endsWith(".png")) {
        BufferedImage image = ImageIO.read(figure.toFile());
        assertThat(image.getWidth()).isEqualTo(1720);
      } else {
        var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(figure.toFile());
        assertThat(svg.getDocumentElement().getAttribute("aria-label")).isNotEmpty();
      }
    }
    JsonNode numbers = new ObjectMapper().readTree(files.numbers().toFile());
    assertThat(numbers.get("answer").asText()).isEqualTo(run.answer());
    assertThat(Files.readAllLines(files.results())).hasSize(kind.getValue().trials().size() + 1);
  }

  private static String withoutOwnScripts(String page) {
    String rest = page;
    for (String script : Scripts.all()) {
      rest = rest.replace("<script>" + script + "</script>", "");
    }
    return rest;
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyFigure_namesItsDataSet_andHasNoTextCutOrOverlapping(
      Map.Entry<String, SweepRecord> kind) {
    Findings findings = Analyst.analyse(kind.getValue());
    for (Exhibit exhibit : Figures.of(findings)) {
      Figure figure = exhibit.figure();
      assertThat(exhibit.see()).as(figure.caption().id()).endsWith(".");
      assertThat(figure.caption().subtitle()).contains("street-numbers (generated)");
      for (double width : new double[] {280, 328, 860, 1400}) {
        String name = kind.getKey() + ", " + figure.caption().id() + " at " + width;
        assertThat(Draughtsman.draw(figure, width).misplaced()).as(name).isEmpty();
      }
    }
  }

  /** Pictures and tables of a lesson; of a sweep without one, its own pictures. */
  @Test
  void collection_showsEveryPictureWithWhatToSee_andTables() throws IOException {
    SweepRecord sweep = SweepSamples.depthStudy(3, 0.1);
    CollectionEntry taught =
        CollectionReport.entry(
            RunOutcome.of(sweep, Optional.of(Lessons.mixed()), false), "01", "6.1");
    CollectionEntry drawn = CollectionReport.entry(ended(SweepSamples.single()), "02", "");
    String page =
        Files.readString(CollectionReport.write(COLLECTION, List.of(taught, drawn), folder));
    assertThat(page).contains("The line climbs.", "It glows.", "class=\"gallery\"", "Squares");
    assertThat(page).contains("At the last epoch training less validation is");
    String readme = Files.readString(folder.resolve("README.md"));
    assertThat(readme).contains("*The line climbs.*", "*It glows.*", "| x | x² |", "| 2 | 4 |");
    String name = taught.name();
    for (String figure : List.of("line", "glow")) {
      String file = name + "-" + figure + ".png";
      assertThat(folder.resolve(file)).isRegularFile();
      assertThat(readme).contains(file);
    }
    assertThat(drawn.exhibits()).hasSize(2);
    assertThat(Pattern.compile("<figure id=\"([^\"]+)").matcher(page).results())
        .extracting(found -> found.group(1))
        .hasSize(4)
        .doesNotHaveDuplicates();
  }

  @Test
  void theCurveThatTheExperimentNames_isDrawnWithinTheAxis_withItsSource() {
    String spec =
        """
        name: depth-study
        network: [{dense: {units: "${depth}"}}]
        sweep: {space: {depth: [2, 3, 4, 6]}}
        report:
          reference: {title: the paper, source: read off its figure 5, x: [3, 6, 11], y: [92.33, 95.3, 96.03]}
        """;
    SweepRecord sweep = SweepSamples.of(SweepSamples.depthStudy(3, 0.1), spec);
    Plot plot = (Plot) Figures.of(Analyst.analyse(sweep)).get(0).figure();
    assertThat(plot.caption().subtitle()).endsWith(". The paper: read off its figure 5.");
    Series paper = plot.panels().get(0).series().get(0);
    assertThat(paper.name()).isEqualTo("the paper");
    assertThat(paper.points()).containsExactly(new Point(3, 92.33), new Point(6, 95.3));
    assertThat(paper.tags()).extracting(Tag::tip).contains("the paper, depth 3: 92.3%");
    assertThat(plot.panels().get(0).y().high()).isGreaterThan(95.3);
  }

  @Test
  void aMissedKnownAnswer_standsFirst() throws IOException {
    SweepRecord sweep = SweepSamples.depthStudy(3, 0.1);
    RunOutcome run = RunOutcome.of(sweep, Optional.of(Lessons.mixed()), false);
    String page = Files.readString(Report.write(run, folder).index());
    String missed = Lessons.mixed().missed().get(0).claim();
    int first = page.indexOf("<main>");
    assertThat(page.substring(first, page.indexOf("<figure", first)))
        .contains("id=\"missed\"", missed);
  }

  private static RunOutcome ended(SweepRecord sweep) {
    return RunOutcome.of(sweep, Optional.empty(), false);
  }

  @Test
  void write_twice_givesTheSameBytes() throws IOException {
    SweepRecord sweep = SweepSamples.grid(2);
    ReportFiles first = Report.write(ended(sweep), folder.resolve("a"));
    ReportFiles second = Report.write(ended(sweep), folder.resolve("b"));
    assertThat(first.figures()).isNotEmpty();
    for (int i = 0; i < first.figures().size(); i++) {
      assertThat(first.figures().get(i)).hasSameBinaryContentAs(second.figures().get(i));
    }
    assertThat(first.index()).hasSameBinaryContentAs(second.index());
  }

  @Test
  void page_showsWhatComesFromOutsideAsText() throws IOException {
    SweepRecord sweep = SweepSamples.troubled(SweepSamples.depthStudy(3, 0.08));
    String page = Files.readString(Report.write(ended(sweep), folder).index());
    assertThat(page).contains("asked for &amp; refused &lt;native&gt;").doesNotContain("<native>");
  }

  @Test
  void write_whereAFileStandsInTheWay_saysWhatToDo() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");
    SweepRecord sweep = SweepSamples.single();
    assertThatThrownBy(() -> Report.write(ended(sweep), file))
        .isInstanceOf(ExperimentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--out");
  }
}
