package org.fathom4j.report.figures;

import java.util.Comparator;
import java.util.List;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Level;
import org.fathom4j.report.analysis.Measure;

/** What to see in the figures of a sweep: how to read them, and what they show, in figures. */
final class Seen {
  private Seen() {}

  /** Of the metric along an axis. */
  static String axis(Findings findings) {
    Measure measure = findings.measure();
    List<Level> measured =
        findings.levels().stream().filter(level -> level.has(measure.result())).toList();
    if (measured.size() < 2) {
      return "";
    }
    Level first = measured.get(0);
    Level last = measured.get(measured.size() - 1);
    Level best =
        measured.stream()
            .max(Comparator.comparingDouble(level -> worth(level, measure)))
            .orElse(last);
    String ends =
        findings.numericAxis()
            ? "From "
                + findings.axis()
                + " "
                + first.label()
                + " to "
                + last.label()
                + " the squares go from "
                + show(first, measure)
                + " to "
                + show(last, measure)
                + "; "
            : "The squares are means; ";
    return ends
        + (measure.higherIsBetter() ? "the highest is " : "the lowest is ")
        + show(best, measure)
        + " at "
        + (findings.numericAxis() ? findings.axis() + " " : "")
        + best.label()
        + "."
        + training(measured, measure);
  }

  private static double worth(Level level, Measure measure) {
    double mean = level.mean(measure.result());
    return measure.higherIsBetter() ? mean : -mean;
  }

  private static String show(Level level, Measure measure) {
    return measure.show(level.mean(measure.result()));
  }

  private static String training(List<Level> measured, Measure measure) {
    double[] gaps =
        measured.stream()
            .mapToDouble(l -> l.mean(measure.train()) - l.mean(measure.result()))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return gaps.length == 0
        ? ""
        : " Diamonds are the training examples, "
            + measure.signed(gaps[0])
            + " to "
            + measure.showDifference(gaps[gaps.length - 1])
            + " from the squares: the wider that gap, the more was learned by heart.";
  }

  /** Of the metric along one axis, a line for each value of the other. */
  static String lines(Findings findings) {
    return "Each line is one "
        + findings.secondAxis()
        + ". Lines that run side by side say that "
        + findings.axis()
        + " matters alike for each of them; lines that cross or part, that it depends.";
  }

  /** Of the table of both axes. */
  static String heatMap(Findings findings) {
    return "Along a row only "
        + findings.axis()
        + " changes, along a column only "
        + findings.secondAxis()
        + ": where the colour changes, that one matters.";
  }

  /** Of a search. */
  static String search() {
    return "Every dot is a network, shown once in each panel. A slope or a hump says that the"
        + " parameter matters; an even cloud, that others decide.";
  }
}
