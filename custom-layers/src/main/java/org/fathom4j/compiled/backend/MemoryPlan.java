package org.fathom4j.compiled.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places buffers in one arena so that those alive at the same time do not overlap: largest first,
 * each at the lowest free place.
 *
 * @param bytes size of the arena
 * @param offsets place of each buffer, in the order given
 */
public record MemoryPlan(long bytes, List<Long> offsets) {
  /**
   * A buffer to place.
   *
   * @param bytes its size
   * @param first the command that writes it first
   * @param last the command that uses it last
   */
  public record Buffer(long bytes, int first, int last) {
    private boolean meets(Buffer other) {
      return first <= other.last && other.first <= last;
    }
  }

  private record Placed(Buffer buffer, long offset) {
    private long end() {
      return offset + buffer.bytes;
    }
  }

  /**
   * Places the buffers.
   *
   * @param alignment what each place is a multiple of, as the backend's kernels like it
   */
  public static MemoryPlan of(List<Buffer> buffers, long alignment) {
    List<Integer> bySize =
        IntStream.range(0, buffers.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> buffers.get(i).bytes).reversed())
            .toList();
    Long[] offsets = new Long[buffers.size()];
    List<Placed> placed = new ArrayList<>();
    for (int i : bySize) {
      Buffer buffer = buffers.get(i);
      long offset = lowest(buffer, placed, alignment);
      offsets[i] = offset;
      placed.add(new Placed(buffer, offset));
    }
    long end = placed.stream().mapToLong(Placed::end).max().orElse(0);
    return new MemoryPlan(align(end, alignment), List.of(offsets));
  }

  private static long lowest(Buffer buffer, List<Placed> placed, long alignment) {
    long offset = 0;
    List<Placed> meeting =
        placed.stream()
            .filter(other -> other.buffer.meets(buffer))
            .sorted(Comparator.comparing(Placed::offset))
            .toList();
    for (Placed other : meeting) {
      if (offset + buffer.bytes <= other.offset) {
        break;
      }
      offset = Math.max(offset, align(other.end(), alignment));
    }
    return offset;
  }

  private static long align(long offset, long alignment) {
    return (offset + alignment - 1) / alignment * alignment;
  }
}
