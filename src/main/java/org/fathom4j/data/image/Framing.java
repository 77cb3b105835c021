package org.fathom4j.data.image;

import java.util.SplittableRandom;
import org.fathom4j.data.FeatureShape;

/**
 * Which part of a stored picture an example shows, and how it varies in training.
 *
 * @param height rows shown, at most the stored picture's
 * @param width columns shown, at most the stored picture's
 * @param shift in training the part moves by up to so many pixels up, down, left and right; what
 *     leaves the picture repeats its edge
 * @param flip whether training mirrors every other picture
 * @param distortion how training varies the part itself
 * @param crops a test looks at so many times so many parts, spread evenly over the stored picture
 */
public record Framing(
    int height, int width, int shift, boolean flip, Distortion distortion, int crops) {
  /**
   * Parts that are moved and mirrored, and else shown as they are stored; a test sees the centre.
   */
  public Framing(int height, int width, int shift, boolean flip) {
    this(height, width, shift, flip, Distortion.NONE, 1);
  }

  /** Shows whole pictures, the same each time. */
  public static Framing whole(FeatureShape.Image shape) {
    return new Framing(shape.height(), shape.width(), 0, false);
  }

  /** Shows parts of that size: at random in training, the centre otherwise. */
  public static Framing crop(FeatureShape.Image shape, int size) {
    int margin = Math.max(shape.height() - size, shape.width() - size);
    return new Framing(size, size, (margin + 1) / 2, false);
  }

  /** The same parts, varied in training. */
  public Framing varied(Distortion by) {
    return new Framing(height, width, shift, flip, by, crops);
  }

  /** The same parts, of which a test looks at {@code side} times {@code side}. */
  public Framing withCrops(int side) {
    return new Framing(height, width, shift, flip, distortion, side);
  }

  /** Shape of what is shown. */
  public FeatureShape.Image shape(int channels) {
    return new FeatureShape.Image(height, width, channels);
  }

  /** Whether every part is the whole picture. */
  boolean isWhole(FeatureShape.Image shape) {
    return height == shape.height() && width == shape.width();
  }

  /** Whether training sees other parts than evaluation. */
  boolean varies() {
    return shift > 0 || flip || !distortion.isNone();
  }

  /** The part that evaluation sees. */
  Window centre(FeatureShape.Image shape) {
    return new Window((shape.height() - height) / 2, (shape.width() - width) / 2, false);
  }

  /** A part that a test looks at, from 0. */
  Window view(FeatureShape.Image shape, int number) {
    return new Window(
        place(shape.height() - height, number / crops),
        place(shape.width() - width, number % crops),
        false);
  }

  /** Where the centre of each of {@code crops} equal pieces of the room lies. */
  private int place(int room, int number) {
    return room * (2 * number + 1) / (2 * crops);
  }

  /** A part that training sees. */
  Window draw(FeatureShape.Image shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int top = drawStart(shape.height() - height, random);
    int left = drawStart(shape.width() - width, random);
    return new Window(top, left, flip && random.nextBoolean());
  }

  /** Around the centre, and never past the picture's edge where the picture has room to move in. */
  private int drawStart(int room, SplittableRandom random) {
    int centre = room / 2;
    int low = room > 0 ? Math.max(0, centre - shift) : -shift;
    int high = room > 0 ? Math.min(room, centre + shift) : shift;
    return low == high ? low : low + random.nextInt(high - low + 1);
  }

  /**
   * Top left corner of a part within the stored picture; negative where it begins outside.
   *
   * @param mirrored left and right exchanged
   */
  record Window(int top, int left, boolean mirrored) {}
}
