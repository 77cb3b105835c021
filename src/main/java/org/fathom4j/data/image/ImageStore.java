package org.fathom4j.data.image;

import java.util.Arrays;
import java.util.Locale;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.problem.InvalidSpecException;

/**
 * Decoded pictures and their labels, a byte per value.
 *
 * @param shape of every picture
 * @param pixels picture by picture, each channels first (c, y, x)
 * @param labels picture by picture, {@code labelWidth} numbers each
 * @param labelWidth 1 for a class number; more for sequences: length class, then digits
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by nobody; copying hundreds of MB would be the harm.
public record ImageStore(FeatureShape.Image shape, byte[] pixels, int[] labels, int labelWidth) {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  /** Checks that every picture has its bytes and its label. */
  public ImageStore {
    long pictures = labels.length / labelWidth;
    if (pictures * shape.size() != pixels.length || pictures * labelWidth != labels.length) {
      throw new IllegalArgumentException(
          "%d bytes and %d label numbers are no pictures of %s with %d label numbers each"
              .formatted(pixels.length, labels.length, shape, labelWidth));
    }
  }

  /**
   * How many bytes some pictures take, together no more than one array holds.
   *
   * @throws InvalidSpecException if they take more
   */
  public static int bytes(long pictures, FeatureShape.Image shape) {
    long bytes = pictures * shape.size();
    if (bytes > MOST_BYTES) {
      throw new InvalidSpecException(
          String.format(
              Locale.ROOT,
              "%,d pictures of %s are %,d bytes, at most %,d are read at once; use smaller pictures"
                  + " or fewer",
              pictures,
              shape,
              bytes,
              MOST_BYTES));
    }
    return (int) bytes;
  }

  /** How many pictures there are. */
  public int size() {
    return labels.length / labelWidth;
  }

  /** The first label number of each picture: its class, or its length class. */
  public int[] classes() {
    int[] classes = new int[size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = labels[i * labelWidth];
    }
    return classes;
  }

  /** Pictures of both stores, this one's first. */
  public ImageStore plus(ImageStore more) {
    if (!shape.equals(more.shape) || labelWidth != more.labelWidth) {
      throw new IllegalArgumentException("pictures of " + shape + " and of " + more.shape);
    }
    byte[] allPixels = Arrays.copyOf(pixels, pixels.length + more.pixels.length);
    System.arraycopy(more.pixels, 0, allPixels, pixels.length, more.pixels.length);
    int[] allLabels = Arrays.copyOf(labels, labels.length + more.labels.length);
    System.arraycopy(more.labels, 0, allLabels, labels.length, more.labels.length);
    return new ImageStore(shape, allPixels, allLabels, labelWidth);
  }

  /**
   * Copies one picture from pixel by pixel (y, x, c) to channels first (c, y, x).
   *
   * @param interleaved the picture's bytes
   * @param shape of the picture
   * @param into takes them
   * @param offset where in {@code into} to begin
   */
  public static void toPlanes(
      byte[] interleaved, FeatureShape.Image shape, byte[] into, int offset) {
    int channels = shape.channels();
    int plane = shape.height() * shape.width();
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < plane; i++) {
        into[offset + c * plane + i] = interleaved[i * channels + c];
      }
    }
  }
}
