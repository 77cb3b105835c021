package org.fathom4j.data.picture;

import java.io.IOException;

/**
 * A WebP file, which is RIFF: chunk by chunk (WebP container specification).
 *
 * @param exif of chunk EXIF
 * @param frames how many an animation has; 1 where it is none
 * @param place of the first frame on the canvas: width, height, left, top; empty where it is alone
 */
@SuppressWarnings("ArrayRecordComponent") // Private to the package, compared by nobody.
record WebpFile(byte[] exif, int frames, int[] place) implements Container {
  private static final int HEADER = 12;

  static WebpFile scan(byte[] bytes) throws IOException {
    Bytes in = new Bytes(bytes);
    long end = 8 + in.little32(4);
    in.at(end - 1);
    byte[] exif = NONE;
    int frames = 0;
    int[] canvas = {0, 0};
    int[] place = {};
    for (long at = HEADER; at < end; at += 8 + (in.little32(at + 4) + 1) / 2 * 2) {
      String tag = in.tag(at);
      if (tag.equals("EXIF")) {
        exif = in.part(at + 8, in.little32(at + 4));
      } else if (tag.equals("VP8X")) {
        canvas = new int[] {1 + in.little24(at + 12), 1 + in.little24(at + 15)};
      } else if (tag.equals("ANMF")) {
        frames++;
        int[] corner = {2 * in.little24(at + 8), 2 * in.little24(at + 11)};
        place = frames > 1 ? place : new int[] {canvas[0], canvas[1], corner[0], corner[1]};
      }
    }
    return new WebpFile(exif, Math.max(1, frames), place);
  }

  /** Some writers leave the prefix there that EXIF has in JPEG files. */
  @Override
  public byte[] exif() {
    return Exif.withoutPrefix(exif);
  }

  @Override
  public Samples decode(byte[] bytes) throws IOException {
    Samples frame = Samples.of(Decoder.image("webp", bytes));
    return place.length == 0 ? frame : frame.on(place[0], place[1], place[2], place[3]);
  }
}
