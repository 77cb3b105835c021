package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.chart.Figure;

/** The figures that a sweep calls for, in the order of the page. */
public final class Figures {
  private Figures() {}

  /** Every figure that has something to show; maybe none. */
  public static List<Figure> of(Findings findings) {
    List<Figure> figures = new ArrayList<>();
    switch (findings.design()) {
      case AXIS -> AxisFigure.of(findings).ifPresent(figures::add);
      case GRID -> {
        GridFigures.lines(findings).ifPresent(figures::add);
        GridFigures.heatMap(findings).ifPresent(figures::add);
      }
      case SEARCH -> SearchFigure.of(findings).ifPresent(figures::add);
      case SINGLE -> {}
    }
    for (String quantity : CurvesFigure.quantities(findings)) {
      CurvesFigure.of(findings, quantity).ifPresent(figures::add);
    }
    return List.copyOf(figures);
  }

  /** The data set as every figure names it: "street-numbers (generated), 2,000 test examples". */
  static String dataSet(Findings findings) {
    DataInfo data = findings.sweep().data();
    return data.title() + ", " + Numbers.count(data.testExamples()) + " test examples";
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
