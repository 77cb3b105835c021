package org.fathom4j.data.format;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/**
 * A decoded picture file (PNG, JPEG, GIF, BMP).
 *
 * @param height rows
 * @param width columns
 * @param pixels red, green and blue, channels first (c, y, x)
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on at once, compared by nobody.
public record PictureFile(int height, int width, byte[] pixels) {
  /**
   * Decodes one picture.
   *
   * @param name for messages
   * @throws IOException naming the file, if it is no picture
   */
  public static PictureFile read(String name, InputStream in) throws IOException {
    BufferedImage image;
    try {
      image = ImageIO.read(in);
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(name + " cannot be decoded: " + e.getMessage(), e);
    }
    if (image == null) {
      throw new IOException(name + " is no picture in a known format (PNG, JPEG, GIF, BMP)");
    }
    int height = image.getHeight();
    int width = image.getWidth();
    int plane = height * width;
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] pixels = new byte[3 * plane];
    for (int i = 0; i < plane; i++) {
      pixels[i] = (byte) (argb[i] >> 16);
      pixels[plane + i] = (byte) (argb[i] >> 8);
      pixels[2 * plane + i] = (byte) argb[i];
    }
    return new PictureFile(height, width, pixels);
  }
}
