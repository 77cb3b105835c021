package org.fathom4j.report.chart;

import java.util.ArrayList;
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

  /**
   * What cannot be read: the texts that pass the edge or touch another; empty in a sound drawing.
   */
  public List<String> misplaced() {
    Box frame = new Box(0, 0, width, height);
    List<Shape.Text> texts = texts();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Shape.Text text = texts.get(i);
      if (!frame.contains(text.bounds())) {
        found.add("'%s' at %s passes the edge".formatted(text.text(), text.bounds()));
      }
      for (Shape.Text other : texts.subList(i + 1, texts.size())) {
        if (text.bounds().overlaps(other.bounds())) {
          found.add("'%s' and '%s' overlap".formatted(text.text(), other.text()));
        }
      }
    }
    return found;
  }
}
