package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Assertions on arrays and configurations. */
final class ContractAssertions {
  private ContractAssertions() {}

  /** Each number within {@code tolerance}, absolute below 1 and relative above. */
  static void assertClose(INDArray actual, INDArray expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double[] a = actual.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double[] e = expected.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i])
          .as("element %d", i)
          .isCloseTo(e[i], within(tolerance * Math.max(1, Math.abs(e[i]))));
    }
  }

  static INDArray head(INDArray vector, long length) {
    return vector.reshape(vector.length()).get(NDArrayIndex.interval(0, length));
  }

  /** No array that a configuration holds is held by the other. */
  static void assertNoSharedArrays(Object first, Object second) {
    for (Class<?> type = first.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType().isArray() && !Modifier.isStatic(field.getModifiers())) {
          assertThat(value(field, first)).as(field.getName()).isNotSameAs(value(field, second));
        }
      }
    }
  }

  private static Object value(Field field, Object owner) {
    field.setAccessible(true);
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(field.toString(), e);
    }
  }
}
