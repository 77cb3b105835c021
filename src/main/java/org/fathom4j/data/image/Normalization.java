package org.fathom4j.data.image;

import java.util.Arrays;
import java.util.Locale;

/** How bytes of a picture become the numbers that a network sees. The same for every split. */
public sealed interface Normalization {
  /**
   * Writes one picture.
   *
   * @param pixels holds the picture, channels first
   * @param from where it begins
   * @param plane pixels of one channel
   * @param into takes as many numbers as the picture has bytes
   * @param offset where in {@code into} to begin
   */
  void apply(byte[] pixels, int from, int plane, float[] into, int offset);

  /** What it does, for reports. */
  String describe();

  /**
   * (pixel - mean of this picture) / scale, the mean taken over all channels (arXiv 1312.6082,
   * section 5.1). Needs no statistics of the training examples, so a network reads any data set the
   * same way.
   *
   * @param channels of a picture
   * @param scale in grey levels
   */
  record PerImageMean(int channels, double scale) implements Normalization {
    @Override
    public void apply(byte[] pixels, int from, int plane, float[] into, int offset) {
      int size = channels * plane;
      float mean = (float) ((double) Pixels.sum(pixels, from, size) / size);
      float factor = (float) (1 / scale);
      Pixels.levels(pixels, from, size, into, offset);
      for (int i = offset; i < offset + size; i++) {
        into[i] = (into[i] - mean) * factor;
      }
    }

    @Override
    public String describe() {
      return String.format(Locale.ROOT, "per-image-mean, scale %s", scale);
    }
  }

  /**
   * (pixel - mean of its channel) / standard deviation of its channel, both over the training
   * examples.
   */
  @SuppressWarnings("ArrayRecordComponent") // Read on the hot path, compared by nobody.
  record Standardize(float[] mean, float[] deviation) implements Normalization {
    @Override
    public void apply(byte[] pixels, int from, int plane, float[] into, int offset) {
      Pixels.levels(pixels, from, mean.length * plane, into, offset);
      for (int c = 0; c < mean.length; c++) {
        float centre = mean[c];
        float factor = 1 / deviation[c];
        for (int i = offset + c * plane; i < offset + (c + 1) * plane; i++) {
          into[i] = (into[i] - centre) * factor;
        }
      }
    }

    @Override
    public String describe() {
      return "standardize, mean "
          + Arrays.toString(mean)
          + ", deviation "
          + Arrays.toString(deviation);
    }

    /** Measures the given pictures. A channel without variation is only centred. */
    public static Standardize of(ImageStore store, int[] rows) {
      int channels = store.shape().channels();
      int plane = store.shape().height() * store.shape().width();
      float[] mean = new float[channels];
      float[] deviation = new float[channels];
      for (int c = 0; c < channels; c++) {
        long sum = 0;
        long squares = 0;
        for (int row : rows) {
          int from = (row * channels + c) * plane;
          for (int i = from; i < from + plane; i++) {
            int value = store.pixels()[i] & 0xff;
            sum += value;
            squares += (long) value * value;
          }
        }
        double count = Math.max(1.0, (double) rows.length * plane);
        double centre = sum / count;
        double variance = squares / count - centre * centre;
        mean[c] = (float) centre;
        deviation[c] = variance > 0 ? (float) Math.sqrt(variance) : 1;
      }
      return new Standardize(mean, deviation);
    }
  }

  /** pixel / 255: from 0 to 1. */
  record None(int channels) implements Normalization {
    @Override
    public void apply(byte[] pixels, int from, int plane, float[] into, int offset) {
      Pixels.levels(pixels, from, channels * plane, into, offset);
      for (int i = offset; i < offset + channels * plane; i++) {
        into[i] /= 255f;
      }
    }

    @Override
    public String describe() {
      return "none (pixel / 255)";
    }
  }
}
