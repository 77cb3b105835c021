package org.fathom4j.report;

import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.metrics.ClassTest;
import org.fathom4j.metrics.ClassTest.Mistake;
import org.fathom4j.metrics.ClassTest.Told;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.chart.SmallPicture;
import org.fathom4j.report.inspection.Filters;
import org.fathom4j.report.inspection.Filters.Filter;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.inspection.LearnedSlopes;
import org.fathom4j.report.inspection.UnitShape;
import org.fathom4j.report.inspection.UnitShape.Piece;

/** Made-up looks into networks, for tests alone. */
public final class InspectionSamples {
  private InspectionSamples() {}

  /** A look into the best network of a sweep. */
  public static Inspection of(SweepRecord sweep) {
    int best = sweep.best().map(TrialRecord::number).orElseThrow();
    return new Inspection(
        best,
        new ClassTest(
            List.of("cat", "dog", "<horse> & cart"),
            List.of(
                new Told(0, 0, 900),
                new Told(0, 1, 100),
                new Told(1, 1, 480),
                new Told(1, 0, 15),
                new Told(1, 2, 5),
                new Told(2, 2, 1234)),
            120,
            List.of(
                new Mistake(17, "cat", "dog", 0.99991),
                new Mistake(3, "dog", "<horse> & cart", 0.8125))),
        List.of(picture(3, 0), picture(3, 90)),
        new Filters(
            1,
            40,
            0.625,
            List.of(
                new Filter("unit 3, piece 2", 1.5, picture(1, 30)),
                new Filter("unit 1, piece 1", 0.75, picture(1, 60)))),
        List.of(
            new LearnedSlopes(2, 0.25, 3, List.of(-0.125, 0.25, 0.5)),
            new LearnedSlopes(4, 0.25, 256, slopes())),
        List.of(
            new UnitShape(1, 1, -2, 2.5, List.of(new Piece(1.5, 0), new Piece(-1, 0.25))),
            new UnitShape(
                1, 9, -1.5, 2, List.of(new Piece(0, 0), new Piece(2, -1), new Piece(0.5, 0.1)))));
  }

  private static List<Double> slopes() {
    return IntStream.range(0, 100).mapToObj(i -> Math.sqrt(i) / 20).toList();
  }

  private static String picture(int channels, int shift) {
    byte[] pixels = new byte[channels * 6 * 8];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (5 * i + shift);
    }
    return new SmallPicture(6, 8, pixels).base64();
  }
}
