package org.fathom4j.report.chart;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a picture shows, before it has a size. */
public sealed interface Figure {
  /** Its heading and what goes with it. */
  Caption caption();

  /**
   * What is said about a figure.
   *
   * @param id its file name without ending
   * @param title what it shows
   * @param subtitle the data set, and how to read it
   * @param alt what can be seen, in words and numbers
   */
  record Caption(String id, String title, String subtitle, String alt) {}

  /**
   * One panel, or several side by side that share their legend.
   *
   * @param caption heading
   * @param panels at least one
   */
  record Plot(Caption caption, List<Panel> panels) implements Figure {
    /** Copies the panels. */
    public Plot {
      panels = List.copyOf(panels);
    }
  }

  /**
   * Axes with series.
   *
   * @param title above the panel; may be empty
   * @param labels texts beside points; one that finds no room is left out
   */
  record Panel(String title, Axis x, Axis y, List<Series> series, List<Label> labels) {
    /** Copies the lists. */
    public Panel {
      series = List.copyOf(series);
      labels = List.copyOf(labels);
    }
  }

  /** Text beside a point, in the units of its panel's axes. */
  record Label(Point at, String text, Ink ink) {}

  /**
   * A table of coloured cells.
   *
   * @param caption heading
   * @param columnTitle what the columns are
   * @param columns their labels, left to right
   * @param rowTitle what the rows are
   * @param rows from the lowest row to the topmost
   */
  record HeatMap(
      Caption caption, String columnTitle, List<String> columns, String rowTitle, List<Row> rows)
      implements Figure {
    /** Copies the lists. */
    public HeatMap {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** A row of a heat map; a cell per column. */
  record Row(String label, List<Cell> cells) {
    /** Copies the cells. */
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One cell.
   *
   * @param value what its colour shows; NaN for an empty cell
   * @param text its label
   * @param tip what it says to those who point at it; may be empty
   */
  record Cell(double value, String text, String tip) {
    /** From a file of an early version, whose cells said nothing. */
    @JsonCreator
    static Cell read(
        @JsonProperty("value") double value,
        @JsonProperty("text") String text,
        @JsonProperty("tip") @Nullable String tip) {
      return new Cell(value, text, tip == null ? "" : tip);
    }

    /** A cell that says nothing but its label. */
    public Cell(double value, String text) {
      this(value, text, "");
    }
  }
}
