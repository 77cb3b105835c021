package org.fathom4j.data.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What pictures are like, before normalization.
 *
 * @param examples how many
 * @param counts how many of each class, or of each length class
 * @param mean by channel, in grey levels
 * @param deviation standard deviation by channel, in grey levels
 */
public record ImageSummary(
    int examples, List<Integer> counts, List<Double> mean, List<Double> deviation) {
  /** Measures all examples of all parts. */
  public static ImageSummary of(List<ImageExamples> parts, int classes) {
    List<Integer> counts = new ArrayList<>(Collections.nCopies(classes, 0));
    int channels = parts.get(0).shape().channels();
    long[] sum = new long[channels];
    long[] squares = new long[channels];
    int examples = 0;
    for (ImageExamples part : parts) {
      for (int i = 0; i < part.size(); i++) {
        int label = part.labelNumbers(i)[0];
        counts.set(label, counts.get(label) + 1);
        measure(part.pixels(i), sum, squares);
      }
      examples += part.size();
    }
    double pixels = Math.max(1.0, (double) examples * parts.get(0).shape().size() / channels);
    List<Double> mean = Arrays.stream(sum).mapToObj(s -> s / pixels).toList();
    List<Double> deviation = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      deviation.add(Math.sqrt(Math.max(0, squares[c] / pixels - mean.get(c) * mean.get(c))));
    }
    return new ImageSummary(examples, List.copyOf(counts), mean, List.copyOf(deviation));
  }

  private static void measure(byte[] pixels, long[] sum, long[] squares) {
    int plane = pixels.length / sum.length;
    for (int i = 0; i < pixels.length; i++) {
      int value = pixels[i] & 0xff;
      sum[i / plane] += value;
      squares[i / plane] += (long) value * value;
    }
  }
}
