package org.fathom4j.compiled.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A tensor whose elements stay in one place.
 *
 * @param shape its logical sizes
 * @param buffer its elements, row-major
 */
public record Floats(Shape shape, FloatBuffer buffer) implements HostTensor {
  /** New ones, all 0, outside of Java's heap, where native kernels reach them. */
  public static Floats zeros(Shape shape) {
    int bytes = Math.toIntExact(Math.multiplyExact(shape.elements(), Float.BYTES));
    return new Floats(
        shape, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer());
  }
}
