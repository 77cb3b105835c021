package org.fathom4j.sweep.random;

import java.util.Optional;
import org.fathom4j.sweep.sampler.Draws;
import org.fathom4j.sweep.sampler.Fresh;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;

/**
 * Independent draws, each parameter uniform on its scale; a point that was tried before is drawn
 * again.
 */
public final class RandomSearch implements Sampler {
  private final Search search;

  /** Random search. */
  public RandomSearch(Search search) {
    this.search = search;
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public Optional<Point> ask(History history) {
    return Fresh.uniform(search.space(), history, Draws.of(search.seed(), history.next()));
  }
}
