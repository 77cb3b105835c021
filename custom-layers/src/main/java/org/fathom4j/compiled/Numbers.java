package org.fathom4j.compiled;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.host.ArrayTensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The check that arrays hold numbers: one NaN would spread to every parameter. */
final class Numbers {
  private static final int CHUNK = 4096;
  private static final int MAGNITUDE = 0x7FFFFFFF;
  private static final int ONE_EXPONENT = 0x00800000;

  private Numbers() {}

  /** Refuses NaN and infinity in row-major arrays of single precision, where there are any. */
  static void require(String what, List<? extends @Nullable HostTensor> arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      if (arrays.get(i) instanceof ArrayTensor rows) {
        require(arrays.size() == 1 ? what : what + " " + i, rows);
      }
    }
  }

  private static void require(String what, ArrayTensor rows) {
    IntBuffer bits = rows.bits();
    int length = bits.capacity();
    int[] chunk = new int[Math.min(CHUNK, length)];
    for (int done = 0; done < length; done += CHUNK) {
      int count = Math.min(CHUNK, length - done);
      bits.get(done, chunk, 0, count);
      if (anyWithout(chunk, count)) {
        throw refusal(what, rows.array(), done, chunk);
      }
    }
  }

  /** NaN and infinity have all bits of the exponent set: one more carries into the sign. */
  private static boolean anyWithout(int[] bits, int count) {
    int carried = 0;
    for (int i = 0; i < count; i++) {
      carried |= (bits[i] & MAGNITUDE) + ONE_EXPONENT;
    }
    return carried < 0;
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
