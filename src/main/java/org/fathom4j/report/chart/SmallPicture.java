package org.fathom4j.report.chart;

import java.awt.image.BufferedImage;
import java.util.Base64;

/**
 * A picture of a few pixels.
 *
 * @param height rows
 * @param width columns
 * @param pixels a byte per value, channels first (c, y, x); 1 or 3 channels
 */
@SuppressWarnings("ArrayRecordComponent") // Drawn at once, compared by nobody.
public record SmallPicture(int height, int width, byte[] pixels) {
  /** This picture, shrunk by a whole factor where a side is longer. */
  public SmallPicture within(int side) {
    int factor = (Math.max(height, width) + side - 1) / side;
    return factor == 1 ? this : shrunk(factor);
  }

  private SmallPicture shrunk(int factor) {
    int rows = height / factor;
    int columns = width / factor;
    int channels = pixels.length / (height * width);
    byte[] small = new byte[channels * rows * columns];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          small[(c * rows + y) * columns + x] = mean(c, y * factor, x * factor, factor);
        }
      }
    }
    return new SmallPicture(rows, columns, small);
  }

  private byte mean(int channel, int top, int left, int side) {
    int sum = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        sum += pixels[(channel * height + y) * width + x] & 0xff;
      }
    }
    return (byte) Math.round(sum / (double) (side * side));
  }

  /** The bytes of a PNG file in Base64, as a page carries them. */
  public String base64() {
    boolean grey = pixels.length == height * width;
    return Base64.getEncoder().encodeToString(PngWriter.encode(grey ? grey() : image()));
  }

  /** In colours, which are drawn as they are: Java takes grey pictures for linear ones. */
  BufferedImage image() {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int plane = height * width;
    int second = pixels.length == plane ? 0 : plane;
    for (int i = 0; i < plane; i++) {
      int red = pixels[i] & 0xff;
      int green = pixels[second + i] & 0xff;
      int blue = pixels[2 * second + i] & 0xff;
      picture.setRGB(i % width, i / width, (red << 16) | (green << 8) | blue);
    }
    return picture;
  }

  private BufferedImage grey() {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, width, height, pixels);
    return picture;
  }
}
