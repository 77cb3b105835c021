package org.fathom4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fathom4j.config.CollectionSpec;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.figures.Figures;
import org.fathom4j.report.html.Page;
import org.fathom4j.report.lesson.CollectionEntry;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.lesson.Lesson;

/** The page that shows a collection of experiments. */
public final class CollectionReport {
  private static final int OF_A_SWEEP = 2;

  private CollectionReport() {}

  /**
   * The row of one experiment: its lesson's pictures, or its sweep's first ones where it has none.
   *
   * @param run at its end
   * @param number of the experiment's file, such as {@code 01}; may be empty
   * @param section of what the collection is taken from, such as {@code 6.1}; may be empty
   */
  public static CollectionEntry entry(RunOutcome run, String number, String section) {
    List<Exhibit> taught = run.lesson().map(Lesson::exhibits).orElse(List.of());
    List<Exhibit> drawn =
        run.findings().stream().flatMap(f -> Figures.of(f).stream()).limit(OF_A_SWEEP).toList();
    SweepRecord record = run.record();
    return new CollectionEntry(
        record.name(),
        number,
        section,
        record.question(),
        run.answer(),
        run.lesson().map(Lesson::explanation).orElse(""),
        record.data().title(),
        taught.isEmpty() ? drawn : taught,
        run.lesson().map(Lesson::tables).orElse(List.of()),
        run.verdict().knownAnswers(),
        record.command());
  }

  /**
   * Writes index.html, README.md and the pictures.
   *
   * @return the page
   * @throws ExperimentException where the folder cannot be written
   */
  public static Path write(CollectionSpec collection, List<CollectionEntry> entries, Path folder) {
    try {
      Files.createDirectories(folder);
      for (CollectionEntry entry : entries) {
        List<Figure> figures = entry.exhibits().stream().map(Exhibit::figure).toList();
        Report.pictures(figures, entry.name() + "-", folder);
      }
      Report.text(folder.resolve("README.md"), CollectionMarkdown.of(collection, entries));
      return Report.text(folder.resolve("index.html"), Page.html(collection, entries));
    } catch (IOException e) {
      throw new ExperimentException(
          "The page of "
              + collection.name()
              + " cannot be written to "
              + folder
              + ": "
              + ExperimentException.reason(e),
          e);
    }
  }
}
