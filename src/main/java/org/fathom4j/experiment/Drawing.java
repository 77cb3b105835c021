package org.fathom4j.experiment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.sweep.Replicates;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.SamplerType;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.trial.PreparedTrial;

/**
 * A sampler that learns, and the trials that it asks for, bound as they come. What a trial costs is
 * kept; the trial itself is bound again where it is asked for again, for a sweep of thousands would
 * fill the memory with networks.
 */
public final class Drawing implements Arms {
  private final Search search;
  private final SamplerType type;
  private final Replicates replicates;
  private final Binder binder;
  private final Map<Integer, Cost> costs = new HashMap<>();
  private final Map<Point, Optional<Cost>> points = new HashMap<>();

  /** Binds a trial. */
  interface Binder {
    /**
     * The trial with its solved parameters, ready to start.
     *
     * @throws InvalidSpecException where it cannot be built
     */
    PreparedTrial bind(PlannedTrial trial);
  }

  Drawing(Search search, SamplerType type, Replicates replicates, Binder binder) {
    this.search = search;
    this.type = type;
    this.replicates = replicates;
    this.binder = binder;
  }

  @Override
  public Search search() {
    return search;
  }

  @Override
  public Sampler sampler() {
    return type.create(search);
  }

  /** Trials at most: fewer where the space has no more points. */
  int total() {
    double points = Math.min(search.trials(), search.space().cardinality());
    return (int) (points * replicates.count());
  }

  @Override
  public int replicates() {
    return replicates.count();
  }

  @Override
  public synchronized Bound trial(int number, Point point, int replicate) {
    Bound bound = bind(replicates.trial(number, replicate, point.values()));
    bound.prepared().ifPresent(trial -> costs.put(number, Cost.of(trial)));
    return bound;
  }

  /** What the trial of a number costs; empty where it was not asked for yet. */
  synchronized Optional<Cost> cost(int number) {
    return Optional.ofNullable(costs.get(number));
  }

  @Override
  public synchronized Optional<Cost> cost(Point point) {
    return points.computeIfAbsent(
        point, p -> bind(replicates.trial(1, 0, p.values())).prepared().map(Cost::of));
  }

  private Bound bind(PlannedTrial planned) {
    try {
      PreparedTrial prepared = binder.bind(planned);
      return new Bound(prepared.planned(), Optional.of(prepared), "");
    } catch (InvalidSpecException unbuildable) {
      return new Bound(planned, Optional.empty(), String.valueOf(unbuildable.getMessage()));
    }
  }
}
