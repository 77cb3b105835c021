package org.fathom4j.compiled.cuda.nvidia;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.cuda.nvidia.Routines.Operand;
import org.jspecify.annotations.Nullable;

/**
 * Tries the ways to do something on memory of no meaning: the first that the card does is taken, or
 * the fastest of the first few. What a library loads at a routine's first run is loaded then,
 * before anything is recorded.
 */
final class Rehearsal {
  private static final int RUNS = 3;

  private final Driver driver;
  private final Workspace workspaces;
  private final int timed;

  /**
   * A rehearsal on a card.
   *
   * @param timed how many ways are compared by their time; 1 takes the first
   */
  Rehearsal(Driver driver, Workspace workspaces, int timed) {
    this.driver = driver;
    this.workspaces = workspaces;
    this.timed = timed;
  }

  /** The way to take, if any. */
  Optional<Routine> best(Ways ways, List<Operand> operands) {
    List<Long> scratch = new ArrayList<>();
    try {
      operands.forEach(operand -> scratch.add(driver.allocate(operand.bytes())));
      return best(ways, scratch.stream().mapToLong(Long::longValue).toArray());
    } finally {
      scratch.forEach(driver::free);
    }
  }

  private Optional<Routine> best(Ways ways, long[] operands) {
    @Nullable Routine best = null;
    float shortest = Float.POSITIVE_INFINITY;
    int done = 0;
    for (Optional<Routine> each = ways.next(); each.isPresent(); each = next(ways, done)) {
      Routine way = each.get();
      Optional<Float> time = time(way, operands);
      done += time.isPresent() ? 1 : 0;
      if (time.isEmpty() || time.get() >= shortest) {
        way.close();
      } else {
        if (best != null) {
          best.close();
        }
        best = way;
        shortest = time.get();
      }
    }
    return Optional.ofNullable(best);
  }

  private Optional<Routine> next(Ways ways, int done) {
    return done < timed ? ways.next() : Optional.empty();
  }

  /** Milliseconds of a few runs after a first one, or nothing where the card cannot. */
  private Optional<Float> time(Routine way, long[] operands) {
    try (Workspace.Share workspace = workspaces.share(way.workspace())) {
      way.queue(operands, workspace.address());
      driver.await();
      if (timed == 1) {
        return Optional.of(0f);
      }
      long first = driver.newMark();
      long last = driver.newMark();
      driver.mark(first);
      for (int i = 0; i < RUNS; i++) {
        way.queue(operands, workspace.address());
      }
      driver.mark(last);
      driver.await();
      float time = driver.between(first, last);
      driver.forget(first);
      driver.forget(last);
      return Optional.of(time);
    } catch (BackendException refused) {
      return Optional.empty();
    }
  }
}
