package org.fathom4j.data.image;

import org.fathom4j.data.FeatureShape;

/**
 * Cuts a part out of a picture and brings it to another size: a triangle filter, which averages
 * where the part shrinks and interpolates where it grows.
 */
public final class Resize {
  private Resize() {}

  /**
   * A part of a picture.
   *
   * @param left first column, in pixels; may lie between two
   * @param top first row
   * @param width columns, more than 0
   * @param height rows, more than 0
   */
  public record Part(double left, double top, double width, double height) {}

  /**
   * Cuts and resizes.
   *
   * @param pixels the picture, channels first
   * @param shape of the picture
   * @param part what is cut out; what lies outside of the picture repeats its edge
   * @param goal shape of the result, with as many channels
   * @return the result, channels first
   */
  public static byte[] cut(
      byte[] pixels, FeatureShape.Image shape, Part part, FeatureShape.Image goal) {
    Weights columns = Weights.of(part.left, part.width, shape.width(), goal.width());
    Weights rows = Weights.of(part.top, part.height, shape.height(), goal.height());
    byte[] result = new byte[goal.size()];
    float[] narrow = new float[shape.height() * goal.width()];
    for (int c = 0; c < goal.channels(); c++) {
      int from = c * shape.height() * shape.width();
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < goal.width(); x++) {
          float sum = 0;
          for (int k = 0; k < columns.count(x); k++) {
            int pixel = pixels[from + y * shape.width() + columns.index[x][k]] & 0xff;
            sum += columns.weight[x][k] * pixel;
          }
          narrow[y * goal.width() + x] = sum;
        }
      }
      int to = c * goal.height() * goal.width();
      for (int y = 0; y < goal.height(); y++) {
        for (int x = 0; x < goal.width(); x++) {
          float sum = 0;
          for (int k = 0; k < rows.count(y); k++) {
            sum += rows.weight[y][k] * narrow[rows.index[y][k] * goal.width() + x];
          }
          result[to + y * goal.width() + x] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
        }
      }
    }
    return result;
  }

  /** For each position of the result, the positions of the picture and how much each counts. */
  @SuppressWarnings("ArrayRecordComponent") // Private, compared by nobody.
  private record Weights(int[][] index, float[][] weight) {
    int count(int position) {
      return index[position].length;
    }

    static Weights of(double start, double length, int available, int goal) {
      double scale = length / goal;
      double support = Math.max(1, scale);
      int[][] index = new int[goal][];
      float[][] weight = new float[goal][];
      for (int i = 0; i < goal; i++) {
        double centre = start + (i + 0.5) * scale - 0.5;
        int first = (int) Math.ceil(centre - support);
        int last = (int) Math.floor(centre + support);
        index[i] = new int[last - first + 1];
        weight[i] = new float[last - first + 1];
        double sum = 0;
        for (int j = first; j <= last; j++) {
          sum += 1 - Math.abs(j - centre) / support;
        }
        for (int j = first; j <= last; j++) {
          index[i][j - first] = Math.max(0, Math.min(available - 1, j));
          weight[i][j - first] = (float) ((1 - Math.abs(j - centre) / support) / sum);
        }
      }
      return new Weights(index, weight);
    }
  }
}
