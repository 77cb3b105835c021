package org.fathom4j.report.chart;

import java.util.List;
import org.fathom4j.report.chart.Figure.Cell;
import org.fathom4j.report.chart.Figure.HeatMap;
import org.fathom4j.report.chart.Figure.Row;
import org.fathom4j.report.chart.Shape.Text.Anchor;

/** Draws a heat map: rows from the bottom up, values in the cells where they fit. */
final class HeatMapLayout {
  private static final double SEAM = 2;
  private static final double LINE = 18;

  private final HeatMap map;
  private final Sketch sketch;
  private final double labelWidth;
  private final double cellWidth;
  private final double cellHeight;
  private final double low;
  private final double high;

  HeatMapLayout(HeatMap map, Sketch sketch) {
    this.map = map;
    this.sketch = sketch;
    double widest =
        map.rows().stream()
            .mapToDouble(row -> Lettering.width(row.label(), Sketch.SMALL, Weight.REGULAR))
            .max()
            .orElse(0);
    this.labelWidth = Math.min(widest, sketch.room() / 4) + 10;
    this.cellWidth =
        Math.min(170, (sketch.room() - labelWidth) / Math.max(1, map.columns().size()));
    this.cellHeight = Math.max(24, Math.min(44, cellWidth * 0.6));
    double[] values =
        map.rows().stream()
            .flatMap(row -> row.cells().stream())
            .mapToDouble(Cell::value)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    this.low = values.length == 0 ? 0 : values[0];
    this.high = values.length == 0 ? 0 : values[values.length - 1];
  }

  /** Draws everything from {@code top} on; returns where it ends. */
  double draw(double top) {
    double left = Sketch.MARGIN + labelWidth;
    String rowTitle = Lettering.fit(map.rowTitle(), Sketch.SMALL, Weight.REGULAR, sketch.room());
    sketch.small(rowTitle, new Point(Sketch.MARGIN, top + 12), Anchor.START, Ink.MUTED);
    double y = top + LINE + 4;
    List<Row> rows = map.rows();
    for (int i = rows.size() - 1; i >= 0; i--) {
      row(rows.get(i), left, y);
      y += cellHeight;
    }
    double free = 0;
    for (int i = 0; i < map.columns().size(); i++) {
      String label =
          Lettering.fit(
              map.columns().get(i), Sketch.SMALL, Weight.REGULAR, Math.max(20, cellWidth - 6));
      double half = Lettering.width(label, Sketch.SMALL, Weight.REGULAR) / 2;
      double middle = left + (i + 0.5) * cellWidth;
      if (middle - half >= free && middle + half <= sketch.width() - 2) {
        sketch.small(label, new Point(middle, y + 15), Anchor.MIDDLE, Ink.MUTED);
        free = middle + half + 4;
      }
    }
    String title =
        Lettering.fit(map.columnTitle(), Sketch.SMALL, Weight.REGULAR, sketch.room() - labelWidth);
    sketch.small(title, new Point(left, y + 15 + LINE), Anchor.START, Ink.MUTED);
    return y + 2 * LINE;
  }

  private void row(Row row, double left, double top) {
    String label = Lettering.fit(row.label(), Sketch.SMALL, Weight.REGULAR, labelWidth - 10);
    Point at = new Point(left - 8, top + cellHeight / 2 + 4);
    sketch.small(label, at, Anchor.END, Ink.MUTED);
    for (int i = 0; i < row.cells().size(); i++) {
      cell(row.cells().get(i), new Box(left + i * cellWidth, top, cellWidth, cellHeight));
    }
  }

  private void cell(Cell cell, Box box) {
    boolean empty = !Double.isFinite(cell.value());
    Ink ink = empty ? Ink.GRID : Ink.heat(high > low ? (cell.value() - low) / (high - low) : 0.5);
    Box inside = new Box(box.x(), box.y(), box.width() - SEAM, box.height() - SEAM);
    sketch.add(new Shape.Fill(inside, ink, new Tag(cell.tip(), List.of())));
    if (Lettering.width(cell.text(), Sketch.SMALL, Weight.REGULAR) <= box.width() - SEAM - 4) {
      Point middle =
          new Point(box.x() + (box.width() - SEAM) / 2, box.y() + box.height() / 2 + 3.5);
      sketch.small(cell.text(), middle, Anchor.MIDDLE, empty ? Ink.MUTED : ink.textUpon());
    }
  }
}
