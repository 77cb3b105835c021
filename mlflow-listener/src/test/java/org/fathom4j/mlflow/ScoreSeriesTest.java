package org.fathom4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScoreSeriesTest {
  @Test
  void aMillionIterationsAreTenThousandPointsAndNothingIsLeftOut() {
    ScoreSeries series = new ScoreSeries();
    List<Double> points = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int iteration = 1; iteration <= 1_000_000; iteration++) {
      Double point = series.add(iteration);
      if (point != null) {
        points.add(point);
        steps.add(iteration);
      }
    }

    assertThat(points).hasSizeBetween(9_000, 11_000);
    assertThat(points.subList(0, 3)).containsExactly(1.0, 2.0, 3.0);
    assertThat(points.get(999)).isEqualTo(1000.0);
    assertThat(points.get(1000)).isEqualTo(1001.5); // of 1001 and 1002
    assertThat(steps.get(1000)).isEqualTo(1002);
    assertThat(points.get(2000)).isEqualTo(3002.5); // of 3001 to 3004
  }

  @Test
  void whatIsNotANumberIsSeenOnceAndForgotten() {
    ScoreSeries series = new ScoreSeries();

    assertThat(series.add(Double.NaN)).isNaN();
    assertThat(series.add(1)).isEqualTo(1.0);
  }
}
