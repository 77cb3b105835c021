package org.fathom4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.figures.InspectionFigures;
import org.fathom4j.report.html.Page;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Exhibit;

/**
 * The report of one network on one data set.
 *
 * @param network which one, such as {@code trial 3}
 * @param data title of the data set
 * @param score how much of it was told right, in words
 * @param found what a look into the network showed
 */
public record InspectionReport(String network, String data, String score, Inspection found) {

  /**
   * Writes index.html and its figures; the folder must be there.
   *
   * @return the page, then its figures as PNG
   */
  public List<Path> write(Path folder) throws IOException {
    List<Exhibit> exhibits = InspectionFigures.of(found, data + ": " + score, data, network);
    List<Figure> figures = exhibits.stream().map(Exhibit::figure).toList();
    List<Path> pictures = Report.pictures(figures, "", folder);
    Path page = folder.resolve("index.html");
    Files.writeString(page, Page.html(found, exhibits, network, data, score));
    return Stream.concat(
            Stream.of(page), pictures.stream().filter(file -> file.toString().endsWith(".png")))
        .toList();
  }
}
