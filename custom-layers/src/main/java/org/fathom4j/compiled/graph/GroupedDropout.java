package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * Dropout of several networks, side by side, each with masks of its own: rows {@code [groups n,
 * ...]} of one network after the other.
 *
 * <p>Reads and writes as {@link Dropout} does.
 *
 * @param dropouts of each network
 */
public record GroupedDropout(List<Dropout> dropouts) implements Operation {
  /** Copies the list. */
  public GroupedDropout {
    dropouts = List.copyOf(dropouts);
  }

  @Override
  public String describe() {
    return "%s of %d networks".formatted(dropouts.get(0).describe(), dropouts.size());
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    dropouts.get(0).backward(forward, back);
  }
}
