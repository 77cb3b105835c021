package org.fathom4j.compiled.host;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.fathom4j.compiled.graph.HostTensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/** From arrays of ND4J to their floats, and back. */
public final class HostArrays {
  private HostArrays() {}

  /** An array as row-major floats: itself where it is that already. */
  public static INDArray rows(INDArray array) {
    boolean asIs =
        array.dataType() == DataType.FLOAT
            && array.ordering() == 'c'
            && Shape.hasDefaultStridesForShape(array);
    return asIs ? array : array.castTo(DataType.FLOAT).dup('c');
  }

  /**
   * The elements of an array that lies in memory without gaps, in place. They are the array's: who
   * uses them keeps it.
   */
  public static FloatBuffer floats(INDArray gapless) {
    return (gapless.isEmpty() ? ByteBuffer.allocateDirect(0) : bytes(gapless)).asFloatBuffer();
  }

  static ByteBuffer bytes(INDArray gapless) {
    int from = Math.toIntExact(gapless.offset() * Float.BYTES);
    int length = Math.toIntExact(gapless.length() * Float.BYTES);
    return gapless.data().asNio().slice(from, length).order(ByteOrder.nativeOrder());
  }

  /** A tensor's elements as an array that must not be changed. */
  public static INDArray view(HostTensor tensor) {
    return tensor instanceof ArrayTensor known ? known.array() : copy(tensor);
  }

  /** A tensor's elements in an array of their own. */
  public static INDArray copy(HostTensor tensor) {
    INDArray copy = Nd4j.createUninitialized(DataType.FLOAT, tensor.shape().toArray(), 'c');
    floats(copy).put(0, tensor.buffer(), 0, tensor.buffer().capacity());
    return copy;
  }

  /** Sets a tensor's elements, row by row. */
  public static void write(INDArray values, HostTensor tensor) {
    FloatBuffer target = tensor.buffer();
    if (values.length() != target.capacity()) {
      throw new IllegalStateException(
          "%d values for a tensor of %s".formatted(values.length(), tensor.shape()));
    }
    INDArray rows = rows(values);
    try {
      target.put(0, floats(rows), 0, target.capacity());
    } finally {
      Reference.reachabilityFence(rows); // or its memory may be given back meanwhile
    }
  }
}
