package org.fathom4j.compiled.interpreter;

import java.nio.FloatBuffer;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;

/** The elements of a tensor, row-major. */
final class Cells implements HostTensor {
  private final Shape shape;
  private final FloatBuffer buffer;

  private Cells(Shape shape, FloatBuffer buffer) {
    this.shape = shape;
    this.buffer = buffer;
  }

  /** New ones, all 0. */
  static Cells fresh(Shape shape) {
    return of(Floats.zeros(shape));
  }

  /** Those of a tensor, in place. */
  static Cells of(HostTensor tensor) {
    return new Cells(tensor.shape(), tensor.buffer());
  }

  /** A part of a vector, in place. */
  static Cells part(FloatBuffer vector, long offset, Shape shape) {
    int from = Math.toIntExact(offset);
    return new Cells(shape, vector.slice(from, Math.toIntExact(shape.elements())));
  }

  /** Copies of them, each the nearest bfloat16. */
  Cells rounded() {
    Cells copy = fresh(shape);
    for (int i = 0; i < elements(); i++) {
      copy.buffer.put(i, Precision.rounded(buffer.get(i)));
    }
    return copy;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public FloatBuffer buffer() {
    return buffer;
  }

  int elements() {
    return buffer.capacity();
  }

  /** A size, 1 where the shape has no such dimension: a vector is an image of one pixel. */
  int size(int dimension) {
    return dimension < shape.rank() ? (int) shape.size(dimension) : 1;
  }

  /** Elements of each entry of the first two dimensions. */
  int plane() {
    return elements() / (size(0) * size(1));
  }

  double get(int index) {
    return buffer.get(index);
  }

  void set(int index, double value) {
    buffer.put(index, (float) value);
  }

  /** Copies of all. */
  double[] values() {
    double[] values = new double[elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.get(i);
    }
    return values;
  }

  void fill(double value) {
    for (int i = 0; i < elements(); i++) {
      set(i, value);
    }
  }
}
