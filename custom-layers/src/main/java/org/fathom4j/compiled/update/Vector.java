package org.fathom4j.compiled.update;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The floats of a flat ND4J array in place, read and written by the chunk. */
final class Vector {
  private final FloatBuffer floats;
  private final int start;

  Vector(INDArray array) {
    this.floats = array.data().asNio().order(ByteOrder.nativeOrder()).asFloatBuffer();
    this.start = Math.toIntExact(array.offset());
  }

  void read(int from, float[] chunk, int count) {
    floats.get(start + from, chunk, 0, count);
  }

  void write(int from, float[] chunk, int count) {
    floats.put(start + from, chunk, 0, count);
  }
}
