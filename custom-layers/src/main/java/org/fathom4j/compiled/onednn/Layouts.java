package org.fathom4j.compiled.onednn;

import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.fathom4j.compiled.graph.Shape;

/** Memory descriptors of tensors, of single precision where nothing else is said. */
final class Layouts {
  private static final format_tag[] ROW_MAJOR = {
    format_tag.a, format_tag.ab, format_tag.abc, format_tag.abcd, format_tag.abcde
  };

  private Layouts() {}

  /** Row-major, as ND4J keeps arrays of order c. */
  static desc plain(Shape shape) {
    return new desc(shape.toArray(), memory.data_type.f32, ROW_MAJOR[shape.rank() - 1]);
  }

  /** Of an image: pixel after pixel, each with all of its channels. */
  static desc channelsLast(Shape shape, memory.data_type type) {
    return new desc(shape.toArray(), type, format_tag.nhwc);
  }

  /** As {@link #channelsLast(Shape, memory.data_type)}, of single precision. */
  static desc channelsLast(Shape shape) {
    return channelsLast(shape, memory.data_type.f32);
  }

  /** Row-major elements of this shape, looked at with their dimensions in another order. */
  static desc transposed(Shape shape, List<Integer> order) {
    long[] steps = new long[shape.rank()];
    long step = 1;
    for (int d = shape.rank() - 1; d >= 0; d--) {
      steps[d] = step;
      step *= shape.size(d);
    }
    return new desc(
        order.stream().mapToLong(shape::size).toArray(),
        memory.data_type.f32,
        order.stream().mapToLong(d -> steps[d]).toArray());
  }

  /** Row-major rows as one matrix, whatever they are, perhaps with its sides swapped. */
  static desc matrix(Shape rows, boolean swapped) {
    Shape flat = rows.flattened();
    return swapped ? transposed(flat, List.of(1, 0)) : plain(flat);
  }

  /** Row-major rows that are so many matrices, one after the other, perhaps with sides swapped. */
  static desc matrices(Shape rows, long count, boolean swapped) {
    long height = rows.size(0) / count;
    long width = rows.elements() / rows.size(0);
    long matrix = height * width;
    return swapped
        ? new desc(
            new long[] {count, width, height}, memory.data_type.f32, new long[] {matrix, 1, width})
        : new desc(
            new long[] {count, height, width}, memory.data_type.f32, new long[] {matrix, width, 1});
  }

  /** Whatever layout the primitive likes best. */
  static desc any(Shape shape, memory.data_type type) {
    return new desc(shape.toArray(), type, format_tag.any);
  }

  /** As {@link #any(Shape, memory.data_type)}, of single precision. */
  static desc any(Shape shape) {
    return any(shape, memory.data_type.f32);
  }

  /** No tensor at all, where a primitive may do without one. */
  static desc none() {
    return new desc();
  }
}
