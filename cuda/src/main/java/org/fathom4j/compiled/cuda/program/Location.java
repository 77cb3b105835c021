package org.fathom4j.compiled.cuda.program;

import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Which numbers a tensor has: several tensors may have the same ones of a network's vectors, or
 * some of them.
 *
 * @param kind what they are in
 * @param index of the tensor in the graph, or of what a batch brings; 0 for a vector
 * @param from the first
 * @param end behind the last
 */
record Location(Class<? extends Storage> kind, int index, long from, long end) {
  /** Of a tensor that has numbers of its own. */
  static Location of(Tensor root) {
    Storage storage = root.storage();
    long elements = root.shape().elements();
    if (storage instanceof Storage.Vector part) {
      return new Location(part.getClass(), 0, part.offset(), part.offset() + elements);
    }
    return new Location(storage.getClass(), index(root), 0, elements);
  }

  private static int index(Tensor root) {
    Storage storage = root.storage();
    if (storage instanceof Storage.Features features) {
      return features.input();
    } else if (storage instanceof Storage.Labels labels) {
      return labels.output();
    } else if (storage instanceof Storage.LabelsMask mask) {
      return mask.output();
    }
    return root.id();
  }

  /** Whether another one has some of the same numbers. */
  boolean meets(Location other) {
    return kind == other.kind && index == other.index && from < other.end && other.from < end;
  }
}
