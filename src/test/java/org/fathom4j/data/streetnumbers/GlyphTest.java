package org.fathom4j.data.streetnumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GlyphTest {
  /** A frame: the outer square runs one way, the hole the other. */
  private static final Glyph FRAME =
      new Glyph(
          1.2f,
          List.of(
              new float[] {0, 0, 1, 0, 1, 1, 0, 1},
              new float[] {0.25f, 0.25f, 0.25f, 0.75f, 0.75f, 0.75f, 0.75f, 0.25f}));

  @Test
  void distanceIsNegativeInTheStrokeAndPositiveInTheHoleAndOutside() {
    assertThat(FRAME.distance(0.125f, 0.5f)).isCloseTo(-0.125f, within(0.015f));
    assertThat(FRAME.distance(0.5f, 0.5f)).isCloseTo(0.25f, within(0.015f));
    assertThat(FRAME.distance(-0.1f, 0.5f)).isCloseTo(0.1f, within(0.015f));
  }

  @Test
  void distanceGrowsBeyondTheMeasuredField() {
    assertThat(FRAME.distance(3, 0.5f)).isCloseTo(2, within(0.05f));
    assertThat(FRAME.distance(0.5f, -2)).isCloseTo(2, within(0.05f));
  }

  @Test
  void everyTypefaceHasTenDigitsThatFillTheHeightOfALine() {
    Typefaces typefaces = Typefaces.all();
    assertThat(typefaces.size()).isGreaterThanOrEqualTo(100);
    for (int i = 0; i < typefaces.size(); i++) {
      List<Glyph> face = typefaces.face(i);
      assertThat(face).hasSize(10);
      for (Glyph glyph : face) {
        assertThat(inkAt(glyph, 0.15f) && inkAt(glyph, 0.85f)).as("face %d", i + 1).isTrue();
        assertThat(inkAt(glyph, -0.2f) || inkAt(glyph, 1.2f)).as("face %d", i + 1).isFalse();
      }
    }
  }

  private static boolean inkAt(Glyph glyph, float y) {
    for (float x = glyph.left(); x < glyph.right(); x += 0.01f) {
      if (glyph.distance(x, y) < 0) {
        return true;
      }
    }
    return false;
  }
}
