package org.fathom4j.data.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Numbers at a place of a file; a place beyond its end is a file cut short. */
@SuppressWarnings("ArrayRecordComponent") // Private to the package, compared by nobody.
record Bytes(byte[] all) {
  int at(long place) throws IOException {
    if (place < 0 || place >= all.length) {
      throw cut();
    }
    return all[(int) place] & 0xff;
  }

  int big16(long place) throws IOException {
    return at(place) << 8 | at(place + 1);
  }

  long big32(long place) throws IOException {
    return (long) big16(place) << 16 | big16(place + 2);
  }

  int little16(long place) throws IOException {
    return at(place) | at(place + 1) << 8;
  }

  int little24(long place) throws IOException {
    return little16(place) | at(place + 2) << 16;
  }

  long little32(long place) throws IOException {
    return little16(place) | (long) little16(place + 2) << 16;
  }

  /** Four letters. */
  String tag(long place) throws IOException {
    at(place + 3);
    return new String(all, (int) place, 4, StandardCharsets.ISO_8859_1);
  }

  byte[] part(long place, long length) throws IOException {
    if (length > 0) {
      at(place + length - 1);
    }
    byte[] part = new byte[(int) length];
    System.arraycopy(all, (int) place, part, 0, part.length);
    return part;
  }

  /** An error for a file that ends before it should. */
  private IOException cut() {
    return new IOException("is damaged: it is cut short, after " + all.length + " bytes");
  }
}
