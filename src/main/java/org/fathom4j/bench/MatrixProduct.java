package org.fathom4j.bench;

import java.util.Arrays;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/**
 * One large product of matrices in single precision, by oneDNN on all cores, as a step that takes
 * turns with the training steps: the rate of floating-point operations that the machine reaches at
 * best.
 */
final class MatrixProduct implements Side {
  private static final int SIZE = 2048;

  /** Floating-point operations of a product: a multiplication and an addition are two. */
  static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;

  private final FloatPointer a = ones();
  private final FloatPointer b = ones();
  private final FloatPointer product = ones();

  @Override
  public double train(int steps) {
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      dnnl.dnnl_sgemm(
          (byte) 'N', (byte) 'N', SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, product, SIZE);
    }
    return (System.nanoTime() - start) / 1e9;
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
