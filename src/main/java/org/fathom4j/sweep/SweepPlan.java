package org.fathom4j.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;

/** The trials of a sweep that are known before it starts. */
public final class SweepPlan {
  private SweepPlan() {}

  /**
   * Every point that a sampler gives, in its order.
   *
   * @param sampler that does not learn, made for the search
   */
  public static List<Point> points(Search search, Sampler sampler) {
    Conversation conversation = new Conversation(search, sampler);
    List<Point> points = new ArrayList<>();
    for (Optional<Point> next = conversation.ask(); next.isPresent(); next = conversation.ask()) {
      points.add(next.get());
    }
    return List.copyOf(points);
  }

  /**
   * Every point once in each replicate. Replicates are the outer loop, so that a sweep cut short
   * has tried every point equally often.
   *
   * @param solve adds solved parameters, such as a width matched to a size, to a point; points that
   *     it makes alike are one
   */
  public static List<PlannedTrial> of(
      List<Map<String, Object>> points,
      Replicates replicates,
      UnaryOperator<Map<String, Object>> solve) {
    List<Map<String, Object>> solved = points.stream().map(solve).distinct().toList();
    List<PlannedTrial> trials = new ArrayList<>();
    for (int replicate = 0; replicate < replicates.count(); replicate++) {
      for (Map<String, Object> point : solved) {
        trials.add(replicates.trial(trials.size() + 1, replicate, point));
      }
    }
    return List.copyOf(trials);
  }
}
