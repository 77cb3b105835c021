package org.fathom4j.compiled.interpreter;

import java.nio.FloatBuffer;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The elements of a tensor, row-major. */
final class Cells implements HostTensor {
  private final Shape shape;
  private final INDArray array;
  private final FloatBuffer buffer;

  private Cells(Shape shape, INDArray array) {
    this.shape = shape;
    this.array = array;
    FloatBuffer whole = array.data().asNioFloat(); // a view's begins where the view does
    this.buffer = whole.slice(whole.position(), Math.toIntExact(shape.elements()));
  }

  /** New ones, all 0. */
  static Cells fresh(Shape shape) {
    return new Cells(shape, Nd4j.create(DataType.FLOAT, shape.toArray()));
  }

  /** Those of a row-major array, which may be a view. */
  static Cells of(INDArray rowMajor) {
    return new Cells(Shape.of(rowMajor.shape()), rowMajor);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public FloatBuffer buffer() {
    return buffer;
  }

  @Override
  public INDArray array() {
    return array;
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

  void fill(double value) {
    for (int i = 0; i < elements(); i++) {
      set(i, value);
    }
  }
}
