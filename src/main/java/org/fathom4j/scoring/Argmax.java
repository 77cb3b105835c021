package org.fathom4j.scoring;

/** Where the largest of a few numbers is. */
public final class Argmax {
  private Argmax() {}

  /**
   * The place of the largest of {@code width} numbers from {@code from}; of equal ones the first.
   */
  public static int of(float[] values, int from, int width) {
    int best = 0;
    for (int j = 1; j < width; j++) {
      if (values[from + j] > values[from + best]) {
        best = j;
      }
    }
    return best;
  }
}
