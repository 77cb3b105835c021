package org.fathom4j.data.picture;

import java.io.IOException;

/**
 * A decoded picture file (PNG, JPEG, GIF, BMP, WebP), as a viewer shows it: turned as its EXIF
 * orientation says, on white where it is transparent; of several frames the first. The levels are
 * those in the file: colour profiles and gamma are not applied, 16 bits become 8 by {@code
 * round(level / 257)}, and CMYK becomes RGB as {@code 255 (1 - C)(1 - K)}.
 *
 * @param height rows
 * @param width columns
 * @param pixels red, green and blue, channels first (c, y, x)
 * @param transparent whether white shows anywhere because the picture lets it through
 * @param frames how many the file holds
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on at once, compared by nobody.
public record PictureFile(int height, int width, byte[] pixels, boolean transparent, int frames) {
  /**
   * Decodes one picture.
   *
   * @param name for messages
   * @param bytes the whole file
   * @throws IOException naming the file, if it is no picture, is damaged (cut short, a checksum
   *     that does not hold) or needs more memory than there is
   */
  public static PictureFile read(String name, byte[] bytes) throws IOException {
    try {
      Container file = Container.of(bytes);
      Samples upright = file.decode(bytes).turned(Exif.orientation(file.exif()));
      return new PictureFile(
          upright.height(),
          upright.width(),
          upright.pixels(),
          upright.transparent(),
          file.frames());
    } catch (IOException e) {
      throw new IOException(name + " " + e.getMessage(), e);
    }
  }
}
