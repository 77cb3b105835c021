package org.fathom4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fathom4j.report.inspection.UnitShape;
import org.junit.jupiter.api.Test;

class UnitLineTest {
  /** Deviation 2 along (3, 4) / 5, none across. */
  private static final double[][] INPUTS = {
    {2.2, 5.6}, {-0.2, 2.4}, {2.2, 5.6}, {-0.2, 2.4}, {2.2, 5.6}, {-0.2, 2.4}
  };

  private static UnitShape shape(double[][] weights, double... biases) {
    return new UnitLine(weights, biases, INPUTS).shape(1, 1).orElseThrow();
  }

  @Test
  void piecesOfOppositeSign_areAnAbsoluteValue() {
    UnitShape shape = shape(new double[][] {{-3, -4}, {3, 4}}, 19, -19);
    assertThat(shape.from()).isCloseTo(-1, within(1e-9));
    assertThat(shape.to()).isCloseTo(1, within(1e-9));
    for (double place : new double[] {-1, -0.25, 0, 0.5}) {
      assertThat(shape.at(place)).isCloseTo(10 * Math.abs(place), within(1e-9));
    }
  }

  @Test
  void aPieceThatIsZero_makesARectifier_thatRises() {
    UnitShape shape = shape(new double[][] {{-3, -4}, {0, 0}}, 24, 0);
    assertThat(shape.at(1)).isCloseTo(15, within(1e-9)); // the line is turned round
    assertThat(shape.at(-1)).isZero();
  }

  @Test
  void equalPieces_haveNoShape() {
    assertThat(new UnitLine(new double[][] {{1, 2}, {1, 2}}, new double[2], INPUTS).shape(1, 1))
        .isEmpty();
  }
}
