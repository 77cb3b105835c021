package org.fathom4j.data.format;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What happens to files on their way: cut short, bytes flipped, parts exchanged. */
public final class FileDamage {
  private FileDamage() {}

  /** How many cases a property is tried on: 100, or the system property fathom.damage.cases. */
  public static int cases() {
    return Integer.getInteger("fathom.damage.cases", 100);
  }

  /** The bytes, damaged in a way that the seed decides. */
  public static byte[] of(byte[] whole, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length));
      case 1 -> exchanged(whole, random);
      case 2 -> flipped(whole, Math.min(whole.length, 200), random);
      default -> flipped(whole, whole.length, random);
    };
  }

  /** Up to eight bytes among the first. */
  private static byte[] flipped(byte[] whole, int first, SplittableRandom random) {
    byte[] bytes = whole.clone();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      bytes[random.nextInt(first)] ^= (byte) (1 + random.nextInt(255));
    }
    return bytes;
  }

  private static byte[] exchanged(byte[] whole, SplittableRandom random) {
    int length = 1 + random.nextInt(whole.length / 2);
    int first = random.nextInt(whole.length - 2 * length + 1);
    int second = first + length + random.nextInt(whole.length - first - 2 * length + 1);
    byte[] bytes = whole.clone();
    System.arraycopy(whole, second, bytes, first, length);
    System.arraycopy(whole, first, bytes, second, length);
    return bytes;
  }
}
