package org.fathom4j.compiled.update;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  /**
   * Where in this order some of an array's dimensions are; nothing unless they are some, and not
   * all, of them.
   */
  Optional<Set<Integer>> places(int rank, int... chosen) {
    Set<Integer> distinct = Arrays.stream(chosen).boxed().collect(Collectors.toSet());
    boolean some = distinct.size() == chosen.length && chosen.length > 0 && chosen.length < rank;
    if (!some || distinct.stream().anyMatch(each -> each < 0 || each >= rank)) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.range(0, dimensions.size())
            .filter(place -> distinct.contains(dimensions.get(place)))
            .boxed()
            .collect(Collectors.toSet()));
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
