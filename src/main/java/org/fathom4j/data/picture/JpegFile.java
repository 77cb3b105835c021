package org.fathom4j.data.picture;

import java.io.IOException;

/**
 * A JPEG file, walked marker by marker to its end (ITU-T T.81, annex B): a file that is cut short
 * has none. The colours are told as libjpeg tells them: by the JFIF marker, then by Adobe's, then
 * by the names of the components.
 *
 * @param exif of the first APP1 segment that has one
 * @param colours what the samples mean
 */
@SuppressWarnings("ArrayRecordComponent") // Private to the package, compared by nobody.
record JpegFile(byte[] exif, JpegColours colours) implements Container {
  private static final int START_OF_SCAN = 0xda;
  private static final int END = 0xd9;

  static JpegFile scan(byte[] bytes) throws IOException {
    Bytes in = new Bytes(bytes);
    Walk walk = new Walk(in);
    long place = 2;
    int marker = 0;
    while (marker != END) {
      while (in.at(place) != 0xff || isNoMarker(in.at(place + 1))) {
        place++;
      }
      marker = in.at(place + 1);
      place += 2;
      if (marker != END && !standsAlone(marker)) {
        int length = in.big16(place);
        if (length < 2) {
          throw new IOException("is damaged: a segment of length " + length + " at byte " + place);
        }
        in.at(place + length - 1);
        walk.segment(marker, place + 2, length - 2);
        place += length;
      }
    }
    if (!walk.scanned) {
      throw new IOException("is damaged: it ends before its picture begins");
    }
    return new JpegFile(walk.exif, walk.colours());
  }

  /** A stuffed 0xff of the picture's data, or fill. */
  private static boolean isNoMarker(int second) {
    return second == 0 || second == 0xff;
  }

  /** Restart markers and those without a segment. */
  private static boolean standsAlone(int marker) {
    return marker == 1 || (marker >= 0xd0 && marker <= 0xd8);
  }

  @Override
  public Samples decode(byte[] bytes) throws IOException {
    return colours.samples(Decoder.jpegRaster(bytes));
  }

  /** What the segments told so far. */
  private static final class Walk {
    private final Bytes in;
    private byte[] exif = NONE;
    private boolean jfif;
    private int adobe = -1;
    private int[] components = {};
    private boolean scanned;

    Walk(Bytes in) {
      this.in = in;
    }

    void segment(int marker, long place, int length) throws IOException {
      if (marker == START_OF_SCAN) {
        scanned = true;
      } else if (marker == 0xe0 && length >= 5 && in.tag(place).equals("JFIF")) {
        jfif = true;
      } else if (marker == 0xe1
          && length >= 6
          && exif.length == 0
          && in.tag(place).equals("Exif")) {
        exif = Exif.withoutPrefix(in.part(place, length));
      } else if (marker == 0xee && length >= 12 && in.tag(place).equals("Adob")) {
        adobe = in.at(place + 11);
      } else if (isFrame(marker) && length >= 6) {
        components = new int[in.at(place + 5)];
        for (int i = 0; i < components.length; i++) {
          components[i] = in.at(place + 6 + 3L * i);
        }
      }
    }

    private static boolean isFrame(int marker) {
      return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    JpegColours colours() {
      return JpegColours.of(components, jfif, adobe);
    }
  }
}
