package org.fathom4j.data.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Loops over the bytes of pictures, in the forms that the JVM runs fastest. */
final class Pixels {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EVERY_OTHER = 0x00ff00ff00ff00ffL;

  /** Bytes after which the four sums of 16 bits each might overflow. */
  private static final int RUN = 8 * 128;

  private Pixels() {}

  /** The sum of some grey levels, eight at a time. */
  static long sum(byte[] pixels, int from, int count) {
    long total = 0;
    int i = from;
    int eights = from + count / 8 * 8;
    while (i < eights) {
      long sums = 0;
      for (int end = Math.min(eights, i + RUN); i < end; i += 8) {
        long levels = (long) EIGHT.get(pixels, i);
        sums += (levels & EVERY_OTHER) + (levels >>> 8 & EVERY_OTHER);
      }
      total += (sums & 0xffff) + (sums >>> 16 & 0xffff) + (sums >>> 32 & 0xffff) + (sums >>> 48);
    }
    for (; i < from + count; i++) {
      total += pixels[i] & 0xff;
    }
    return total;
  }

  /** Writes grey levels as numbers from 0 to 255. What is done with them next is vector code. */
  static void levels(byte[] pixels, int from, int count, float[] into, int offset) {
    for (int i = 0; i < count; i++) {
      into[offset + i] = pixels[from + i] & 0xff;
    }
  }
}
