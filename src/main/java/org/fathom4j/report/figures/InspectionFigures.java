package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.metrics.ClassTest;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Exhibit;

/** What a look into a network shows as figures. */
public final class InspectionFigures {
  private InspectionFigures() {}

  /** Of the best network of a sweep; maybe none. */
  public static List<Exhibit> of(Findings findings, Inspection found) {
    ClassTest test = found.test();
    int examples = test.told().stream().mapToInt(ClassTest.Told::examples).sum();
    String data = findings.sweep().data().title();
    String score =
        "%s, %s test examples, %s wrong"
            .formatted(data, Numbers.count(examples), Numbers.count(test.wrong()));
    return of(found, score, data, "trial " + found.trial());
  }

  /**
   * Of any network.
   *
   * @param score data set and score, in words
   * @param data title of the data set that it was trained on
   * @param network which one
   */
  public static List<Exhibit> of(Inspection found, String score, String data, String network) {
    List<Exhibit> exhibits = new ArrayList<>();
    if (!found.test().told().isEmpty()) {
      String title = "Which class %s told as which".formatted(network);
      exhibits.add(
          new Exhibit(
              ConfusionFigure.of(found.test(), title, score),
              ConfusionFigure.largest(found.test()).orElse("")));
    }
    String subtitle = data + ", " + network;
    if (!found.slopes().isEmpty()) {
      exhibits.add(SlopesFigure.of(found.slopes(), subtitle));
    }
    if (!found.shapes().isEmpty()) {
      exhibits.add(UnitShapesFigure.of(found.shapes(), subtitle));
    }
    return exhibits;
  }
}
