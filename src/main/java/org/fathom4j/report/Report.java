package org.fathom4j.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.chart.Draughtsman;
import org.fathom4j.report.chart.Drawing;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.chart.PngWriter;
import org.fathom4j.report.chart.SvgWriter;
import org.fathom4j.report.export.EpochsCsv;
import org.fathom4j.report.export.ReportJson;
import org.fathom4j.report.export.ResultsCsv;
import org.fathom4j.report.figures.Figures;
import org.fathom4j.report.figures.InspectionFigures;
import org.fathom4j.report.figures.TimelineFigure;
import org.fathom4j.report.html.Page;
import org.fathom4j.report.html.SweepDrawings;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.Lesson;

/** Writes the report of a sweep, of a study, or of both. The same records give the same bytes. */
public final class Report {
  private Report() {}

  /**
   * Writes index.html, the figures, the same as Markdown (report.md), every trial (results.csv) and
   * every epoch (epochs.csv) as tables, and the numbers (report.json); the folder is made where
   * there is none, and files of these names in it are replaced.
   *
   * @throws ExperimentException where the folder cannot be written
   */
  public static ReportFiles write(RunOutcome run, Path folder) {
    try {
      Files.createDirectories(folder);
      return run.findings().isPresent()
          ? sweep(run.findings().get(), run, folder)
          : study(run, run.lesson().orElseThrow(), folder);
    } catch (IOException e) {
      throw new ExperimentException(
          "The report cannot be written to "
              + folder
              + ": "
              + ExperimentException.reason(e)
              + ". Choose another folder with --out; the results themselves are stored.",
          e);
    }
  }

  private static ReportFiles sweep(Findings findings, RunOutcome run, Path folder)
      throws IOException {
    SweepDrawings drawn =
        new SweepDrawings(
            Figures.of(findings),
            TimelineFigure.of(findings),
            run.inspection().map(found -> InspectionFigures.of(findings, found)).orElse(List.of()));
    List<Exhibit> all = new ArrayList<>(drawn.figures());
    drawn.timeline().ifPresent(all::add);
    run.lesson().ifPresent(found -> all.addAll(found.exhibits()));
    all.addAll(drawn.inside());
    List<Figure> figures = all.stream().map(Exhibit::figure).toList();
    text(folder.resolve("report.md"), ReportMarkdown.of(run, all));
    try (BufferedWriter epochs = Files.newBufferedWriter(folder.resolve("epochs.csv"))) {
      EpochsCsv.write(run.record(), epochs);
    }
    return new ReportFiles(
        text(
            folder.resolve("index.html"),
            Page.html(findings, drawn, run.lesson(), run.inspection())),
        pictures(figures, "", folder),
        text(folder.resolve("results.csv"), ResultsCsv.of(run.record())),
        text(folder.resolve("report.json"), ReportJson.of(findings, run.lesson())));
  }

  private static ReportFiles study(RunOutcome run, Lesson lesson, Path folder) throws IOException {
    text(folder.resolve("report.md"), ReportMarkdown.of(run, lesson.exhibits()));
    List<Figure> figures = lesson.exhibits().stream().map(Exhibit::figure).toList();
    return new ReportFiles(
        text(folder.resolve("index.html"), Page.html(run.record(), lesson)),
        pictures(figures, "", folder),
        text(folder.resolve("results.csv"), ResultsCsv.of(lesson)),
        text(folder.resolve("report.json"), ReportJson.of(run.record(), lesson)));
  }

  /** Each figure as PNG and SVG, its name beginning with {@code prefix}. */
  static List<Path> pictures(List<Figure> figures, String prefix, Path folder) throws IOException {
    List<Drawn> all = figures.parallelStream().map(Drawn::of).toList(); // PNG takes its time
    List<Path> files = new ArrayList<>();
    for (Drawn drawn : all) {
      String name = prefix + drawn.id();
      files.add(Files.write(folder.resolve(name + ".png"), drawn.png()));
      files.add(text(folder.resolve(name + ".svg"), drawn.svg()));
    }
    return files;
  }

  /** A figure's two files. */
  @SuppressWarnings("ArrayRecordComponent") // Written and forgotten.
  private record Drawn(String id, byte[] png, String svg) {
    static Drawn of(Figure figure) {
      Drawing drawing = Draughtsman.draw(figure, Page.WIDE);
      return new Drawn(figure.caption().id(), PngWriter.bytes(drawing), SvgWriter.file(drawing));
    }
  }

  /**
   * A compact table for the terminal, a line per axis value or network; no line break at the end.
   */
  public static String summary(Findings findings) {
    return Summary.of(findings);
  }

  static Path text(Path file, String content) throws IOException {
    return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
