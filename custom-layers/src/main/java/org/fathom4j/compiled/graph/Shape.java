package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.stream.Collectors;

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
    boolean sound = !sizes.isEmpty();
    for (int i = 0; i < sizes.size(); i++) { // every batch has shapes: no stream, no iterator
      sound &= sizes.get(i) > 0;
    }
    if (!sound) {
      throw new IllegalArgumentException("a shape needs sizes of at least 1, got " + sizes);
    }
  }

  /** The shape of these sizes. */
  public static Shape of(long... sizes) {
    Long[] boxed = new Long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      boxed[i] = sizes[i];
    }
    return new Shape(List.of(boxed));
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
    long elements = 1;
    for (int i = 0; i < sizes.size(); i++) {
      elements = Math.multiplyExact(elements, sizes.get(i));
    }
    return elements;
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
