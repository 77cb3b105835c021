package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.lesson.Exhibit;

/** The figures that a sweep calls for, in the order of the page. */
public final class Figures {
  private Figures() {}

  /** Every figure that has something to show, with what to see in it; maybe none. */
  public static List<Exhibit> of(Findings findings) {
    List<Exhibit> exhibits = new ArrayList<>();
    switch (findings.design()) {
      case AXIS -> add(exhibits, AxisFigure.of(findings), Seen.axis(findings));
      case GRID -> {
        add(exhibits, GridFigures.lines(findings), Seen.lines(findings));
        add(exhibits, GridFigures.heatMap(findings), Seen.heatMap(findings));
      }
      case SEARCH -> add(exhibits, SearchFigure.of(findings), Seen.search());
      case SINGLE -> {}
    }
    for (String quantity : CurvesFigure.quantities(findings)) {
      add(exhibits, CurvesFigure.of(findings, quantity), SeenCurves.of(findings, quantity));
    }
    return List.copyOf(exhibits);
  }

  private static void add(List<Exhibit> exhibits, Optional<Figure> figure, String see) {
    figure.ifPresent(drawn -> exhibits.add(new Exhibit(drawn, see)));
  }

  /** The data set as every figure names it: "street-numbers (generated), 2,000 test examples". */
  static String dataSet(Findings findings) {
    DataInfo data = findings.sweep().data();
    String folds = findings.repeats().areFolds() ? findings.repeats().folds() + " folds of " : "";
    return data.title() + ", " + folds + Numbers.count(data.testExamples()) + " test examples";
  }

  /** The data set of figures that show validation. */
  static String validationSet(Findings findings) {
    DataInfo data = findings.sweep().data();
    return data.title()
        + ", "
        + Numbers.count(data.trainExamples())
        + " training and "
        + Numbers.count(data.validationExamples())
        + " validation examples";
  }
}
