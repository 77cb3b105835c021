package org.fathom4j.compiled.update;

import java.nio.FloatBuffer;

/** Floats in place, read and written by the chunk. */
final class Vector {
  private final FloatBuffer floats;

  Vector(FloatBuffer floats) {
    this.floats = floats;
  }

  void read(int from, float[] chunk, int count) {
    floats.get(from, chunk, 0, count);
  }

  void write(int from, float[] chunk, int count) {
    floats.put(from, chunk, 0, count);
  }
}
