package org.fathom4j.data.streetnumbers;

import java.util.List;
import org.fathom4j.data.streetnumbers.StreetNumbersOptions.Task;

/**
 * The part of the image that is cut out, and how many pixels the photo has there.
 *
 * @param x middle, in digit heights
 * @param y middle, in digit heights
 * @param halfWidth half its width
 * @param halfHeight half its height
 * @param columns pixels of the photo across
 * @param rows pixels of the photo down
 */
record Frame(double x, double y, double halfWidth, double halfHeight, int columns, int rows) {
  /**
   * Digits: a square on the longer side of the digit's box, which people draw loosely. Sequences:
   * the box of all digits enlarged by 30%.
   */
  static Frame draw(Draws draws, Task task, double[] box, double strength) {
    double width = box[2] - box[0];
    double height = box[3] - box[1];
    double loose = Math.max(0.98, 1.2 + draws.normal(0.11 * strength));
    if (draws.chance(0.2 * strength)) {
      loose += draws.between(0, 0.6);
    }
    double slip = (0.03 + 0.15 * (loose - 1)) * strength;
    double x = (box[0] + box[2]) / 2 + draws.normal(slip);
    double y = (box[1] + box[3]) / 2 + draws.normal(slip);
    double pixels = Math.max(9, draws.around(26, 0.38 * strength));
    if (task == Task.DIGIT) {
      double half = Math.max(width, height) / 2 * loose;
      int side = (int) Math.min(task.side(), pixels);
      return new Frame(x, y, half, half, side, side);
    }
    double halfHeight = height / 2 * (loose + 0.1) * 1.3;
    double halfWidth = (width + (loose - 1) * height * 0.3) / 2 * 1.3;
    int rows = (int) Math.min(task.side(), pixels * 1.3);
    int columns = (int) Math.max(12, Math.min(task.side(), rows * halfWidth / halfHeight));
    return new Frame(x, y, halfWidth, halfHeight, columns, rows);
  }

  /** Paints layer over layer, pixel by pixel. */
  Canvas paint(View view, List<Layer> layers) {
    Canvas canvas = new Canvas(columns, rows);
    float[] red = canvas.plane(0);
    float[] green = canvas.plane(1);
    float[] blue = canvas.plane(2);
    Spot spot = new Spot();
    spot.framePixel = 2f / rows;
    spot.pixel = (float) (Math.max(halfHeight / rows, halfWidth / columns) * 2);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        spot.x = (2 * column + 1f) / columns - 1;
        spot.y = (2 * row + 1f) / rows - 1;
        view.locate(spot, x + spot.x * halfWidth, y + spot.y * halfHeight);
        for (Layer layer : layers) {
          layer.paint(spot);
        }
        int i = row * columns + column;
        red[i] = spot.red;
        green[i] = spot.green;
        blue[i] = spot.blue;
      }
    }
    return canvas;
  }
}
