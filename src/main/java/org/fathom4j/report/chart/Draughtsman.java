package org.fathom4j.report.chart;

import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.HeatMap;
import org.fathom4j.report.chart.Figure.Plot;

/**
 * Lays a figure out at a given width: heading, legend, panels. Text is measured first, and what
 * does not fit is wrapped, cut with an ellipsis or left out, so that nothing overlaps.
 */
public final class Draughtsman {
  /** Figures are legible from this width on, in pixels. */
  public static final double MINIMUM_WIDTH = 280;

  private Draughtsman() {}

  /** The figure at that width; its height follows. */
  public static Drawing draw(Figure figure, double width) {
    Sketch sketch = new Sketch(Math.max(width, MINIMUM_WIDTH));
    double top = heading(sketch, figure.caption());
    double bottom;
    if (figure instanceof Plot plot) {
      double below = Legend.draw(sketch, Legend.entries(plot), top + 8);
      bottom = new PanelGrid(plot.panels(), sketch).draw(below);
    } else {
      bottom = new HeatMapLayout((HeatMap) figure, sketch).draw(top + 8);
    }
    return sketch.finish(Math.ceil(bottom + Sketch.MARGIN * 0.5), figure.caption().alt());
  }

  private static double heading(Sketch sketch, Caption caption) {
    double size = sketch.width() < 480 ? 15 : 17;
    double y = sketch.paragraph(caption.title(), 12, size, Weight.MEDIUM, Ink.TEXT);
    return sketch.paragraph(caption.subtitle(), y + 2, 12.5, Weight.REGULAR, Ink.MUTED);
  }
}
