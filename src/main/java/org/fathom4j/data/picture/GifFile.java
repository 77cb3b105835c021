package org.fathom4j.data.picture;

import java.io.IOException;

/**
 * A GIF file, walked block by block to its trailer (GIF89a specification).
 *
 * @param width of the screen that frames lie on
 * @param height of the screen
 * @param left of the first frame on it
 * @param top of the first frame
 * @param frames how many there are
 */
record GifFile(int width, int height, int left, int top, int frames) implements Container {
  private static final int HEADER = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;

  static GifFile scan(byte[] bytes) throws IOException {
    Bytes in = new Bytes(bytes);
    long place = (long) HEADER + table(in.at(10));
    int left = 0;
    int top = 0;
    int frames = 0;
    for (int block = in.at(place); block != TRAILER; block = in.at(place)) {
      if (block == EXTENSION) {
        place = afterParts(in, place + 2);
      } else if (block == IMAGE) {
        left = frames == 0 ? in.little16(place + 1) : left;
        top = frames == 0 ? in.little16(place + 3) : top;
        frames++;
        place = afterParts(in, place + 11 + table(in.at(place + 9)));
      } else {
        throw new IOException("is damaged: no GIF block begins at byte " + place);
      }
    }
    if (frames == 0) {
      throw new IOException("is damaged: it is a GIF file without a picture");
    }
    return new GifFile(in.little16(6), in.little16(8), left, top, frames);
  }

  /** Bytes of a table of colours. */
  private static int table(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static long afterParts(Bytes in, long first) throws IOException {
    long place = first;
    while (in.at(place) > 0) {
      place += 1 + in.at(place);
    }
    return place + 1;
  }

  @Override
  public Samples decode(byte[] bytes) throws IOException {
    return Samples.of(Decoder.image("gif", bytes)).on(width, height, left, top);
  }
}
