package org.fathom4j.report.chart;

import java.util.List;

/**
 * A finished picture that only needs to be written down, as SVG or PNG.
 *
 * @param width in pixels
 * @param height in pixels
 * @param alt what it shows, for those who cannot see it
 * @param shapes from the lowest to the topmost
 */
public record Drawing(double width, double height, String alt, List<Shape> shapes) {
  /** Copies the shapes. */
  public Drawing {
    shapes = List.copyOf(shapes);
  }

  /** Its lines of text. */
  public List<Shape.Text> texts() {
    return shapes.stream()
        .filter(Shape.Text.class::isInstance)
        .map(Shape.Text.class::cast)
        .toList();
  }
}
