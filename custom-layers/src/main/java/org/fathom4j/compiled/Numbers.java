package org.fathom4j.compiled;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.host.ArrayTensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The check that arrays hold numbers: one NaN would spread to every parameter. For one thread; its
 * own arrays are used again and again.
 */
final class Numbers {
  private static final int CHUNK = 4096;
  private static final int MAGNITUDE = 0x7FFFFFFF;
  private static final int ONE_EXPONENT = 0x00800000;

  /** So many are looked at one by one. */
  private static final int FEW = 32;

  private final int[] chunk = new int[CHUNK];
  private final int[] half = new int[CHUNK / 2];
  private final int[] quarter = new int[CHUNK / 4];

  /** Refuses NaN and infinity in features, where these are row-major and of single precision. */
  void requireFeatures(Batch batch) {
    List<HostTensor> features = batch.features();
    for (int i = 0; i < features.size(); i++) {
      require("features", features.get(i), i, features.size());
    }
  }

  /** The same for labels and their masks. */
  void requireTargets(Batch batch) {
    List<Batch.Target> targets = batch.targets();
    for (int i = 0; i < targets.size(); i++) {
      require("labels", targets.get(i).labels(), i, targets.size());
      require("masks of labels", targets.get(i).mask(), i, targets.size());
    }
  }

  private void require(String what, @Nullable HostTensor tensor, int number, int count) {
    if (!(tensor instanceof ArrayTensor rows)) {
      return;
    }
    IntBuffer bits = rows.bits();
    int length = bits.capacity();
    for (int done = 0; done < length; done += CHUNK) {
      int size = Math.min(CHUNK, length - done);
      bits.get(done, chunk, 0, size);
      if (anyWithout(size)) {
        bits.get(done, chunk, 0, size);
        throw refusal(count == 1 ? what : what + " " + number, rows.array(), done, chunk);
      }
    }
  }

  /**
   * Whether any in the chunk is none. NaN and infinity have all bits of the exponent set: one more
   * carries into the sign. The signs are gathered by halves, in loops that the JVM turns into
   * vector code, as it does not a sum.
   */
  private boolean anyWithout(int count) {
    for (int i = 0; i < count; i++) {
      chunk[i] = (chunk[i] & MAGNITUDE) + ONE_EXPONENT;
    }
    int left = fold(chunk, count, half);
    int[] from = half;
    int[] to = quarter;
    while (left > FEW) {
      left = fold(from, left, to);
      int[] folded = to;
      to = from;
      from = folded;
    }
    int carried = 0;
    for (int i = 0; i < left; i++) {
      carried |= from[i];
    }
    return carried < 0;
  }

  /** The second half over the first; the result is how many that leaves. */
  private static int fold(int[] from, int count, int[] to) {
    int half = count / 2;
    for (int i = 0; i < half; i++) {
      to[i] = from[i] | from[half + i];
    }
    if (count % 2 == 0) {
      return half;
    }
    to[half] = from[count - 1];
    return half + 1;
  }

  private static IllegalArgumentException refusal(
      String what, INDArray rows, int start, int[] bits) {
    int at = 0;
    while (Float.isFinite(Float.intBitsToFloat(bits[at]))) {
      at++;
    }
    long example = (start + at) / (rows.length() / rows.size(0));
    return new IllegalArgumentException(
        "%s hold %s in example %d (shape %s): the network's parameters are as they were"
            .formatted(
                what, Float.intBitsToFloat(bits[at]), example, Arrays.toString(rows.shape())));
  }
}
