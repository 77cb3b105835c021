package org.fathom4j.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.fathom4j.report.chart.Axis.Tick;
import org.junit.jupiter.api.Test;

final class AxesTest {
  @Test
  void ofFewWholeNumbers_eachIsLabelled_andNoneBetween() {
    assertThat(Axes.parameter("depth", new double[] {4, 2, 2}).ticks())
        .containsExactly(new Tick(2, "2"), new Tick(3, "3"), new Tick(4, "4"));
    assertThat(Axes.parameter("depth", new double[] {3, 3}).ticks())
        .containsExactly(new Tick(3, "3"));
  }

  @Test
  void ofOthers_roundValuesAreChosen() {
    assertThat(Axes.parameter("dropout", new double[] {0, 0.5}).ticks()).isEmpty();
    assertThat(Axes.parameter("width", new double[] {8, 64}).ticks()).isEmpty();
  }
}
