package org.fathom4j.data.streetnumbers;

import java.util.List;

/**
 * One digit of a typeface as a signed distance field: how far a point is from the outline, negative
 * inside. Lengths are in digit heights; y runs down from 0 (top) to 1 (baseline).
 */
final class Glyph {
  private static final int CELLS = 36;
  private static final float MARGIN = 0.25f;

  private final int columns;
  private final int rows;
  private final float[] field;
  private final float left;
  private final float right;
  private final float advance;

  /**
   * Measures the field.
   *
   * @param advance distance to the next digit
   * @param contours closed polygons, x y x y, filled by non-zero winding
   */
  Glyph(float advance, List<float[]> contours) {
    float low = Float.MAX_VALUE;
    float high = -Float.MAX_VALUE;
    for (float[] contour : contours) {
      for (int i = 0; i < contour.length; i += 2) {
        low = Math.min(low, contour[i]);
        high = Math.max(high, contour[i]);
      }
    }
    this.advance = advance;
    this.left = low;
    this.right = high;
    this.columns = (int) StrictMath.ceil((right - left + 2 * MARGIN) * CELLS) + 1;
    this.rows = (int) StrictMath.ceil((1 + 2 * MARGIN) * CELLS) + 1;
    this.field = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float x = left - MARGIN + (float) column / CELLS;
        float y = (float) row / CELLS - MARGIN;
        field[row * columns + column] = measure(contours, x, y);
      }
    }
  }

  private static float measure(List<float[]> contours, float x, float y) {
    float nearest = Float.MAX_VALUE;
    int winding = 0;
    for (float[] contour : contours) {
      float ax = contour[contour.length - 2];
      float ay = contour[contour.length - 1];
      for (int i = 0; i < contour.length; i += 2) {
        float bx = contour[i];
        float by = contour[i + 1];
        float dx = bx - ax;
        float dy = by - ay;
        float along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
        along = Math.max(0, Math.min(1, along));
        float ex = x - ax - along * dx;
        float ey = y - ay - along * dy;
        nearest = Math.min(nearest, ex * ex + ey * ey);
        boolean crosses = (ay <= y) != (by <= y);
        if (crosses && (y - ay) / dy * dx + ax > x) {
          winding += by > ay ? 1 : -1;
        }
        ax = bx;
        ay = by;
      }
    }
    float distance = (float) Math.sqrt(nearest);
    return winding != 0 ? -distance : distance;
  }

  /** Left edge of the ink. */
  float left() {
    return left;
  }

  /** Right edge of the ink. */
  float right() {
    return right;
  }

  /** Distance to the next digit. */
  float advance() {
    return advance;
  }

  /** Signed distance to the outline; beyond the measured field, that to the field's edge added. */
  float distance(float x, float y) {
    float column = (x - left + MARGIN) * CELLS;
    float row = (y + MARGIN) * CELLS;
    float inColumn = Math.max(0, Math.min(columns - 1.001f, column));
    float inRow = Math.max(0, Math.min(rows - 1.001f, row));
    int c = (int) inColumn;
    int r = (int) inRow;
    float fx = inColumn - c;
    float fy = inRow - r;
    int at = r * columns + c;
    float upper = field[at] + fx * (field[at + 1] - field[at]);
    float lower = field[at + columns] + fx * (field[at + columns + 1] - field[at + columns]);
    float beyond = Math.abs(column - inColumn) + Math.abs(row - inRow);
    return upper + fy * (lower - upper) + beyond / CELLS;
  }
}
