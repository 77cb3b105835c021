package org.fathom4j.compiled.update;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The dimensions of an array that lies in memory without gaps, from the slowest to the fastest;
 * those of size 1 are left out.
 */
record MemoryOrder(List<Integer> dimensions) {

  MemoryOrder {
    dimensions = List.copyOf(dimensions);
  }

  /** The order of {@code array}, or nothing where its elements are no gapless run of memory. */
  static Optional<MemoryOrder> of(INDArray array) {
    List<Integer> dimensions =
        IntStream.range(0, array.rank())
            .filter(dimension -> array.size(dimension) > 1)
            .boxed()
            .sorted(Comparator.comparingLong((Integer each) -> -array.stride(each)))
            .toList();
    long stride = 1;
    for (int i = dimensions.size() - 1; i >= 0; i--) {
      if (array.stride(dimensions.get(i)) != stride) {
        return Optional.empty();
      }
      stride *= array.size(dimensions.get(i));
    }
    return Optional.of(new MemoryOrder(dimensions));
  }
}
