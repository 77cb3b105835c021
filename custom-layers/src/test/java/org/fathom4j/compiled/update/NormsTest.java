package org.fathom4j.compiled.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.constraint.BaseConstraint;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.host.HostArrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Constraints of norms on parts of a vector seen in many shapes, against Deeplearning4j's own. */
class NormsTest {
  private static final float TOLERANCE = 1e-6f;
  private static final int BEFORE = 5;
  private static final int AFTER = 3;

  private final Backend backend = KernelLibrary.chosen().open();
  private final List<AutoCloseable> opened = new ArrayList<>();

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
      hold(constraint, ours, actual).run();
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
    INDArray vector = vector(8, 3);
    INDArray parameter = part(vector, 'f', 8, 3);
    Runnable update = hold(constraint, parameter, vector);
    update.run();
    constraint.setMaxNorm(0.5);
    update.run();
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
    assertThat(Constraints.of(new MaxNormConstraint(1, 0), part)).isEmpty();
    assertThat(Constraints.of(new MaxNormConstraint(1, 0), square.slice(1))).isEmpty();
    for (int[] dimensions : new int[][] {{}, {0, 1}, {2}, {-1}, {0, 0}}) {
      assertThat(Constraints.of(new MaxNormConstraint(1, dimensions), square))
          .as(Arrays.toString(dimensions))
          .isEmpty();
    }
    assertThat(Constraints.of(new MaxNormConstraint(1, 1), square)).isPresent();
  }

  /** Holds a parameter that is a part of a vector, each time that it is run. */
  private Runnable hold(BaseConstraint constraint, INDArray parameter, INDArray vector) {
    GraphBuilder graph = new GraphBuilder(true);
    Tensor held = Constraints.of(constraint, parameter).orElseThrow().add(vector, graph);
    Floats gradients = Floats.zeros(Shape.of(vector.length()));
    SharedVectors vectors =
        new SharedVectors(backend, HostArrays.floats(vector), gradients.buffer());
    Program program = vectors.compile(new Graph(graph.steps(), held));
    opened.addAll(List.of(program, vectors));
    return () -> {
      program.run(Batch.at(1, 0));
      vectors.look();
    };
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    backend.close();
  }

  private float[] zerosAfter(BaseConstraint constraint) {
    INDArray expected = Nd4j.zeros(4, 2);
    INDArray actual = Nd4j.zeros(4, 2);
    constraint.apply(expected);
    constraint.apply(expected);
    hold(constraint, actual, actual).run();
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
