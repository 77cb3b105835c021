package org.fathom4j.data.picture;

import java.io.IOException;
import java.util.zip.CRC32;

/**
 * A PNG file. Each chunk has a checksum, which the JDK's reader does not look at (PNG
 * specification, third edition, 5.3).
 *
 * @param exif of chunk eXIf
 */
@SuppressWarnings("ArrayRecordComponent") // Private to the package, compared by nobody.
record PngFile(byte[] exif) implements Container {
  private static final int SIGNATURE = 8;
  private static final int FRAME = 12;

  static PngFile scan(byte[] bytes) throws IOException {
    Bytes in = new Bytes(bytes);
    byte[] exif = NONE;
    long place = SIGNATURE;
    String tag = "";
    while (!tag.equals("IEND")) {
      long length = in.big32(place);
      tag = in.tag(place + 4);
      byte[] content = in.part(place + 8, length);
      check(tag, content, in.big32(place + 8 + length));
      if (tag.equals("eXIf")) {
        exif = content;
      }
      place += FRAME + length;
    }
    return new PngFile(exif);
  }

  private static void check(String tag, byte[] content, long wanted) throws IOException {
    CRC32 sum = new CRC32();
    for (int i = 0; i < tag.length(); i++) {
      sum.update(tag.charAt(i));
    }
    sum.update(content);
    if (sum.getValue() != wanted) {
      throw new IOException("is damaged: the checksum of its PNG chunk " + tag + " does not hold");
    }
  }

  @Override
  public Samples decode(byte[] bytes) throws IOException {
    return Samples.of(Decoder.image("png", bytes));
  }
}
