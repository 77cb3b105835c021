package org.fathom4j.experiment;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fathom4j.sweep.grid.Grid;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;
import org.fathom4j.trial.PreparedTrial;

/**
 * Points that are known beforehand; to the engine each is a number.
 *
 * @param trials every point once for the first replicate, then for the next
 * @param replicates trainings of each point
 */
record ListedArms(List<PreparedTrial> trials, int replicates) implements Arms {
  private static final String ARM = "arm";

  @Override
  public Search search() {
    int points = trials.size() / replicates;
    Space arms = Space.empty().with(ARM, new Axis.Ints(1, points, 1, false, points));
    return new Search(arms, points, 1);
  }

  @Override
  public Sampler sampler() {
    return new Grid(search());
  }

  @Override
  public Bound trial(int number, Point point, int replicate) {
    PreparedTrial trial = trials.get(number - 1);
    return new Bound(trial.planned(), Optional.of(trial), "");
  }

  @Override
  public Optional<Cost> cost(Point point) {
    return Optional.of(Cost.of(trials.get(((Number) point.get(ARM)).intValue() - 1)));
  }

  @Override
  public String words(String reason) {
    return Pattern.compile(ARM + "=([0-9]+)")
        .matcher(reason)
        .replaceAll(
            arm -> {
              PreparedTrial first = trials.get(Integer.parseInt(arm.group(1)) - 1);
              return Matcher.quoteReplacement(Preparation.text(first.planned().parameters()));
            });
  }
}
