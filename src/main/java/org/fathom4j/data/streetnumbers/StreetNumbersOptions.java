package org.fathom4j.data.streetnumbers;

import java.util.Locale;
import org.fathom4j.problem.InvalidSpecException;

/**
 * What is drawn.
 *
 * @param task one digit, or the whole number
 * @param difficulty from 0 (clean, sharp, high contrast) to 1; {@link #TUNED} is matched to photos
 * @param balanced whether the digit to be told is uniform over 0..9; otherwise it is as frequent as
 *     on real houses (20% ones, 6% nines). Sequences are never balanced.
 */
public record StreetNumbersOptions(Task task, double difficulty, boolean balanced) {
  /** The difficulty at which the generator was matched to photos. */
  public static final double TUNED = 0.7;

  /** What is to be told from an image. */
  public enum Task {
    /** One digit, 32x32x3: its box widened to a square, so that neighbours show at the sides. */
    DIGIT(32),
    /** The whole number, 64x64x3: the box of all digits enlarged by 30%. */
    SEQUENCE(64);

    private final int side;

    Task(int side) {
      this.side = side;
    }

    /** Height and width of an image, in pixels. */
    public int side() {
      return side;
    }
  }

  /** Checks the difficulty. */
  public StreetNumbersOptions {
    if (!(difficulty >= 0 && difficulty <= 1)) {
      throw new InvalidSpecException(
          String.format(
              Locale.ROOT,
              "street-numbers: difficulty must be between 0 and 1, got %s; leave it out for %.1f",
              difficulty,
              TUNED));
    }
  }

  /**
   * The tuned options of a task.
   *
   * @param task one digit, or the whole number
   */
  public static StreetNumbersOptions of(Task task) {
    return new StreetNumbersOptions(task, TUNED, false);
  }

  /** Strength of every disturbance, 1 where the generator was tuned. */
  double strength() {
    return difficulty / TUNED;
  }
}
