package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The logical sizes of a tensor, examples first: {@code [batch, features]} or {@code [batch,
 * channels, height, width]}.
 *
 * @param sizes one positive size per dimension
 */
public record Shape(List<Long> sizes) {

  /** Checks that every size is positive. */
  public Shape {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size <= 0)) {
      throw new IllegalArgumentException("a shape needs sizes of at least 1, got " + sizes);
    }
  }

  /** The shape of these sizes. */
  public static Shape of(long... sizes) {
    return new Shape(LongStream.of(sizes).boxed().toList());
  }

  /** Number of dimensions. */
  public int rank() {
    return sizes.size();
  }

  /** Size of one dimension, counted from 0. */
  public long size(int dimension) {
    return sizes.get(dimension);
  }

  /** Number of elements. */
  public long elements() {
    return sizes.stream().reduce(1L, Math::multiplyExact);
  }

  /** The same elements as {@code [batch, all the rest]}. */
  public Shape flattened() {
    return of(size(0), elements() / size(0));
  }

  /** The same shape with another first size. */
  public Shape withFirst(long first) {
    long[] changed = toArray();
    changed[0] = first;
    return of(changed);
  }

  /** The sizes as an array of the caller's own. */
  public long[] toArray() {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
