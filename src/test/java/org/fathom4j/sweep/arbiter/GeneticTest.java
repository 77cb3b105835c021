package org.fathom4j.sweep.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;
import org.junit.jupiter.api.Test;

final class GeneticTest {
  private static final Space SPACE =
      Space.empty()
          .with("a", Axis.reals(0, 1))
          .with("b", Axis.reals(0, 1))
          .with("c", Axis.choice("x", "y", "z"));

  @Test
  void generationsAreBredAndAreTheSameForTheSameSeed() {
    ToDoubleFunction<Point> loss = point -> (Double) point.get("a") + (Double) point.get("b");
    List<Point> points = points(loss);
    assertThat(points(loss)).isEqualTo(points);
    assertThat(points(point -> -loss.applyAsDouble(point)))
        .as("other results breed others")
        .isNotEqualTo(points);
    assertThat(mean(points.subList(90, 120), loss))
        .as("bred for small losses")
        .isLessThan(mean(points.subList(0, 20), loss) - 0.3);
  }

  private static double mean(List<Point> points, ToDoubleFunction<Point> loss) {
    return points.stream().mapToDouble(loss).average().orElseThrow();
  }

  private static List<Point> points(ToDoubleFunction<Point> loss) {
    Search search = new Search(SPACE, 120, 4);
    Conversation conversation = new Conversation(search, Genetic.of(search));
    List<Point> points = new ArrayList<>();
    Optional<Point> point = conversation.ask();
    while (point.isPresent()) {
      points.add(point.get());
      conversation.tell(points.size(), TrialState.COMPLETE, loss.applyAsDouble(point.get()), 0);
      point = conversation.ask();
    }
    return points;
  }
}
