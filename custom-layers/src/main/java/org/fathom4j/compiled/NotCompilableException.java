package org.fathom4j.compiled;

import java.util.List;
import java.util.stream.Collectors;
import org.fathom4j.compiled.lowering.Obstacle;

/**
 * Says which layers of a network have no compiled form, and why. Such a network trains with
 * Deeplearning4j as it is.
 */
public final class NotCompilableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Obstacle> obstacles;

  NotCompilableException(List<Obstacle> obstacles) {
    super(
        "this network cannot be compiled: "
            + obstacles.stream().map(Obstacle::toString).collect(Collectors.joining("; "))
            + ". Train it with its own fit, or change these layers");
    this.obstacles = List.copyOf(obstacles);
  }

  /** Layer and reason, one entry each. */
  public List<Obstacle> obstacles() {
    return obstacles;
  }
}
