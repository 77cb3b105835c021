package org.fathom4j.compiled.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.constraint.BaseConstraint;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.fathom4j.compiled.host.HostArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Constraints of norms on parts of a vector seen in many shapes, against Deeplearning4j's own. */
class NormSweepTest {
  private static final float TOLERANCE = 1e-6f;
  private static final int BEFORE = 5;
  private static final int AFTER = 3;

  @ParameterizedTest(name = "{0} {1} over {2}")
  @MethodSource("parameters")
  void normsAreHeldAsDl4jDoes(char order, long[] shape, int... dimensions) {
    for (BaseConstraint constraint : constraints(dimensions)) {
      INDArray expected = vector(shape);
      INDArray actual = vector(shape);
      INDArray theirs = part(expected, order, shape);
      INDArray ours = part(actual, order, shape);
      constraint.apply(theirs);
      constraint.apply(theirs);
      NormGroups groups = NormGroups.of(ours, dimensions).orElseThrow();
      NormSweep sweep = new NormSweep(new Vector(HostArrays.floats(ours)), groups, constraint);
      sweep.apply(1, 0);
      same(constraint, expected, actual);
    }
  }

  static Stream<Arguments> parameters() {
    return Stream.of(
        parameter('f', shape(70, 9), 0),
        parameter('f', shape(70, 9), 1),
        parameter('c', shape(70, 9), 0),
        parameter('c', shape(70, 9), 1),
        parameter('c', shape(1, 9), 0),
        parameter('c', shape(1, 9), 1),
        parameter('f', shape(9, 1), 0),
        parameter('f', shape(500, 2), 0),
        parameter('f', shape(4, 3, 5), 0, 2),
        parameter('c', shape(6, 2, 3, 4), 1, 2, 3),
        parameter('c', shape(6, 2, 3, 4), 0, 2, 3),
        parameter('c', shape(6, 2, 3, 4), 0, 1),
        parameter('c', shape(6, 2, 3, 4), 2, 3),
        parameter('c', shape(6, 2, 3, 4), 3, 1),
        parameter('c', shape(6, 2, 3, 4), 2),
        parameter('c', shape(6, 1, 3, 1), 1, 2, 3),
        parameter('f', shape(6, 2, 3, 4), 1, 2, 3),
        parameter('f', shape(6, 2, 3, 4), 0, 2),
        parameter('f', shape(6, 2, 3, 4), 1));
  }

  private static List<BaseConstraint> constraints(int... dimensions) {
    BaseConstraint wide = new MaxNormConstraint(2, dimensions);
    wide.setEpsilon(0.1);
    return List.of(
        wide,
        new MaxNormConstraint(2, dimensions),
        new MaxNormConstraint(1e-3, dimensions),
        new MaxNormConstraint(1e3, dimensions),
        new UnitNormConstraint(dimensions),
        new MinMaxNormConstraint(1, 3, dimensions),
        new MinMaxNormConstraint(1, 1.5, 0.7, dimensions));
  }

  @Test
  void settingsChangedBetweenUpdates_count() {
    MaxNormConstraint constraint = new MaxNormConstraint(2, 0);
    INDArray parameter = part(vector(8, 3), 'f', 8, 3);
    NormGroups groups = NormGroups.of(parameter, 0).orElseThrow();
    NormSweep sweep = new NormSweep(new Vector(HostArrays.floats(parameter)), groups, constraint);
    sweep.apply(1, 0);
    constraint.setMaxNorm(0.5);
    sweep.apply(2, 0);
    for (float norm : parameter.norm2(0).toFloatVector()) {
      assertThat(norm).isCloseTo(0.5f, within(1e-5f));
    }
  }

  @Test
  void zeros_stayZeroUnderALimitAndHaveNoUnitNorm() {
    assertThat(zerosAfter(new MaxNormConstraint(1, 0))).containsOnly(0);
    assertThat(zerosAfter(new UnitNormConstraint(0))).containsOnly(Float.NaN);
  }

  @Test
  void onlyGaplessArraysAndSomeOfTheirDimensions_haveAForm() {
    INDArray square = Nd4j.rand(6, 6);
    INDArray part = square.get(NDArrayIndex.interval(0, 3), NDArrayIndex.interval(0, 3));
    assertThat(NormGroups.of(part, 0)).isEmpty();
    assertThat(NormGroups.of(square.slice(1), 0)).isEmpty();
    for (int[] dimensions : new int[][] {{}, {0, 1}, {2}, {-1}, {0, 0}}) {
      assertThat(NormGroups.of(square, dimensions)).as(Arrays.toString(dimensions)).isEmpty();
    }
    assertThat(NormGroups.of(square, 1)).isPresent();
  }

  private static float[] zerosAfter(BaseConstraint constraint) {
    INDArray expected = Nd4j.zeros(4, 2);
    INDArray actual = Nd4j.zeros(4, 2);
    constraint.apply(expected);
    constraint.apply(expected);
    NormGroups groups = NormGroups.of(actual, 0).orElseThrow();
    new NormSweep(new Vector(HostArrays.floats(actual)), groups, constraint).apply(1, 0);
    float[] after = actual.data().asFloat();
    assertThat(after).isEqualTo(expected.data().asFloat());
    return after;
  }

  private static void same(BaseConstraint constraint, INDArray expected, INDArray actual) {
    float[] left = expected.toFloatVector();
    float[] right = actual.toFloatVector();
    for (int i = 0; i < left.length; i++) {
      assertThat(right[i])
          .as("%s: element %d", constraint, i)
          .isCloseTo(left[i], within(TOLERANCE * Math.abs(left[i])));
    }
  }

  private static Arguments parameter(char order, long[] shape, int... dimensions) {
    return arguments(order, shape, dimensions);
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  /** Room for an array of this shape and more on both sides. */
  private static INDArray vector(long... shape) {
    long length = BEFORE + Arrays.stream(shape).reduce(1, (a, b) -> a * b) + AFTER;
    return Nd4j.getRandomFactory().getNewRandomInstance(3).nextGaussian(new long[] {length});
  }

  private static INDArray part(INDArray vector, char order, long... shape) {
    INDArray part =
        vector.get(NDArrayIndex.interval(BEFORE, vector.length() - AFTER)).reshape(order, shape);
    assertThat(part.offset()).as("a view, not a copy").isEqualTo(BEFORE);
    return part;
  }
}
