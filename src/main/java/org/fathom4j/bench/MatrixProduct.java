package org.fathom4j.bench;

import java.util.Arrays;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/**
 * One large product of matrices in single precision, by oneDNN on all cores: the rate of
 * floating-point operations that this machine reaches at best, a multiplication and an addition
 * being two.
 */
final class MatrixProduct implements AutoCloseable {
  private static final int SIZE = 2048;

  private final FloatPointer a = ones();
  private final FloatPointer b = ones();
  private final FloatPointer product = ones();

  /** Operations a second, measured now. */
  double rate() {
    long start = System.nanoTime();
    dnnl.dnnl_sgemm(
        (byte) 'N', (byte) 'N', SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, product, SIZE);
    return 2.0 * SIZE * SIZE * SIZE * 1e9 / (System.nanoTime() - start);
  }

  private static FloatPointer ones() {
    float[] ones = new float[SIZE * SIZE];
    Arrays.fill(ones, 1);
    return new FloatPointer(ones);
  }

  @Override
  public void close() {
    a.close();
    b.close();
    product.close();
  }
}
