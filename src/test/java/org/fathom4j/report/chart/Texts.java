package org.fathom4j.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What must hold of the texts of every drawing. */
public final class Texts {
  private Texts() {}

  /** No text passes the edge or touches another. */
  public static void check(Drawing drawing, String name) {
    Box frame = new Box(0, 0, drawing.width(), drawing.height());
    List<Shape.Text> texts = drawing.texts();
    for (int i = 0; i < texts.size(); i++) {
      Box box = texts.get(i).bounds();
      assertThat(frame.contains(box))
          .as("%s: '%s' at %s lies inside %s", name, texts.get(i).text(), box, frame)
          .isTrue();
      for (int j = i + 1; j < texts.size(); j++) {
        assertThat(box.overlaps(texts.get(j).bounds()))
            .as("%s: '%s' and '%s' overlap", name, texts.get(i).text(), texts.get(j).text())
            .isFalse();
      }
    }
  }
}
