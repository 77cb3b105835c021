package org.fathom4j.data.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The one fact of EXIF that changes a picture: how it is turned (Exif 2.32, 4.6.4, tag 0x112). */
final class Exif {
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ORIENTATION = 0x112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  private Exif() {}

  /** Without the six bytes that JPEG files put before it. */
  static byte[] withoutPrefix(byte[] exif) {
    boolean prefixed =
        exif.length >= PREFIX.length
            && Arrays.equals(exif, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    return prefixed ? Arrays.copyOfRange(exif, PREFIX.length, exif.length) : exif;
  }

  /** 1 to 8; 1, upright, where nothing else can be read. */
  static int orientation(byte[] exif) {
    try {
      int found = exif.length == 0 ? 1 : read(new Bytes(exif));
      return found >= 1 && found <= 8 ? found : 1;
    } catch (IOException unreadable) {
      return 1;
    }
  }

  private static int read(Bytes in) throws IOException {
    boolean little = in.big16(0) == 0x4949; // II or MM
    long directory = little ? in.little32(4) : in.big32(4);
    int entries = two(in, directory, little);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY;
      if (two(in, entry, little) == ORIENTATION && two(in, entry + 2, little) == SHORT) {
        return two(in, entry + 8, little);
      }
    }
    return 1;
  }

  private static int two(Bytes in, long place, boolean little) throws IOException {
    return little ? in.little16(place) : in.big16(place);
  }
}
