package org.fathom4j.report.chart;

import java.util.List;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Shape.Text.Anchor;

/**
 * Places panels in rows of equal size. An axis that all panels share is titled once, and a shared
 * vertical axis is labelled in the first column only.
 */
final class PanelGrid {
  private static final double GAP = 22;
  private static final double LEAST_PANEL = 150;
  private static final double LINE = 18;
  private static final double ROW_GAP = 16;

  private final List<Panel> panels;
  private final Sketch sketch;
  private final boolean sharedY;
  private final boolean sharedX;
  private final int columns;
  private final double labelWidth;
  private final double plotWidth;
  private final double plotHeight;

  PanelGrid(List<Panel> panels, Sketch sketch) {
    this.panels = panels;
    this.sketch = sketch;
    this.sharedY = panels.stream().map(Panel::y).distinct().count() == 1;
    this.sharedX = panels.stream().map(p -> p.x().title()).distinct().count() == 1;
    this.columns = columns(panels.size(), sketch.room());
    double roughHeight = height(sketch.room() / columns);
    this.labelWidth = labelWidth(roughHeight);
    int labelled = sharedY ? 1 : columns;
    double left = sketch.room() - labelled * labelWidth - (columns - 1) * GAP - 8;
    this.plotWidth = left / columns;
    this.plotHeight = height(plotWidth);
  }

  private static int columns(int panels, double room) {
    int most = (int) Math.max(1, Math.floor((room - 40) / (LEAST_PANEL + GAP)));
    int rows = (panels + most - 1) / most;
    return (panels + rows - 1) / rows;
  }

  private double height(double width) {
    return panels.size() == 1
        ? Math.max(200, Math.min(360, width * 0.52))
        : Math.max(110, Math.min(210, width * 0.75));
  }

  private double labelWidth(double height) {
    double widest = 0;
    for (Panel panel : panels) {
      for (Tick tick : panel.y().ticks(PanelLayout.verticalTicks(height))) {
        double width = Lettering.width(shortened(tick), Sketch.SMALL, Weight.REGULAR);
        widest = Math.max(widest, width);
      }
    }
    return widest + 10;
  }

  /** Widest that a label at the left may be. */
  private double mostLabel() {
    return Math.min(sketch.room() / 4, sketch.room() / columns * 0.3);
  }

  private String shortened(Tick tick) {
    return PanelLayout.shortened(tick.label(), mostLabel());
  }

  /** Draws everything from {@code top} on; returns where it ends. */
  double draw(double top) {
    boolean titled = panels.stream().anyMatch(p -> !p.title().isEmpty());
    double y = top + 4;
    if (sharedY) {
      y = verticalTitle(panels.get(0), Sketch.MARGIN, y, sketch.room()) + (titled ? 6 : 0);
    }
    double above = (titled ? LINE : 6) + (sharedY ? 0 : LINE);
    double below = LINE + (sharedX ? ROW_GAP : LINE + ROW_GAP);
    for (int first = 0; first < panels.size(); first += columns) {
      for (int i = first; i < Math.min(first + columns, panels.size()); i++) {
        drawPanel(panels.get(i), i - first, y);
      }
      y += above + plotHeight + below;
    }
    String title = panels.get(0).x().title();
    if (sharedX && !title.isEmpty()) {
      double middle = plotLeft(0) + (plotLeft(columns - 1) + plotWidth - plotLeft(0)) / 2;
      horizontalTitle(title, middle, y, sketch.room() - labelWidth);
      y += LINE - ROW_GAP;
    }
    return y;
  }

  private double plotLeft(int column) {
    double labels = sharedY ? labelWidth : labelWidth * (column + 1);
    return Sketch.MARGIN + labels + column * (plotWidth + GAP);
  }

  private void drawPanel(Panel panel, int column, double top) {
    double left = plotLeft(column);
    double y = top;
    if (!panel.title().isEmpty()) {
      String title = Lettering.fit(panel.title(), 13, Weight.MEDIUM, plotWidth);
      Point at = new Point(left, y + 10);
      sketch.add(new Shape.Text(title, at, Anchor.START, 13, Weight.MEDIUM, Ink.TEXT));
    }
    y += panels.stream().anyMatch(p -> !p.title().isEmpty()) ? LINE : 6;
    if (!sharedY) {
      y = verticalTitle(panel, left - labelWidth, y, plotWidth + labelWidth);
    }
    Box plot = new Box(left, y, plotWidth, plotHeight);
    boolean labelled = !sharedY || column == 0;
    new PanelLayout(panel, plot, sketch).draw(labelled ? mostLabel() : 0, GAP / 2 - 2);
    if (!sharedX) {
      horizontalTitle(panel.x().title(), left + plotWidth / 2, plot.bottom() + 2 * LINE, plotWidth);
    }
  }

  private double verticalTitle(Panel panel, double left, double top, double room) {
    if (panel.y().title().isEmpty()) {
      return top;
    }
    String title = Lettering.fit(panel.y().title(), Sketch.SMALL, Weight.REGULAR, room);
    sketch.small(title, new Point(left, top + 9), Anchor.START, Ink.MUTED);
    return top + LINE;
  }

  private void horizontalTitle(String title, double middle, double baseline, double room) {
    String fitting = Lettering.fit(title, Sketch.SMALL, Weight.REGULAR, room);
    sketch.small(fitting, new Point(middle, baseline), Anchor.MIDDLE, Ink.MUTED);
  }
}
