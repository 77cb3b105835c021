package org.fathom4j.compiled.host;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array of ND4J as a tensor, not copied. */
public final class ArrayTensor implements HostTensor {
  private final INDArray array;
  private final DataBuffer data;
  private final long address;
  private final long[] layout;
  private final Shape shape;
  private final ByteBuffer bytes;
  private final FloatBuffer buffer;

  private ArrayTensor(INDArray array) {
    this.array = array;
    this.data = array.data();
    this.address = data.address();
    this.layout = array.shapeInfoJava();
    this.shape = Shape.of(array.shape());
    this.bytes = HostArrays.bytes(array);
    this.buffer = bytes.asFloatBuffer();
  }

  /** An array's elements as row-major floats, in place where they are that already. */
  public static ArrayTensor of(INDArray array) {
    return new ArrayTensor(HostArrays.rows(array));
  }

  /** Whether an array is this one, and lies where it lay, in the same layout. */
  boolean isStill(INDArray same) {
    return same == array
        && !same.wasClosed()
        && same.data() == data
        && data.address() == address
        && same.shapeInfoJava() == layout; // one object for a layout: another is made to change it
  }

  /** The array. */
  public INDArray array() {
    return array;
  }

  /** The bits of its elements. */
  public IntBuffer bits() {
    return bytes.asIntBuffer();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public FloatBuffer buffer() {
    return buffer;
  }
}
