package org.fathom4j.compiled;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.host.ArrayTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Wherever in an array the one number is that is none, it is found, and its example named. */
class NumbersTest {
  private final Numbers numbers = new Numbers();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 31, 33, 67, 129, 4095, 4096, 4097, 9001})
  void aNumberThatIsNone_isFoundAtEveryPlace(int examples) {
    INDArray rows = Nd4j.createFromArray(new float[examples]).reshape(examples, 1);
    rows.assign(-Float.MAX_VALUE);
    assertDoesNotThrow(() -> numbers.requireFeatures(batch(rows)));
    for (int at = 0; at < examples; at++) {
      rows.putScalar(at, 0, at % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY);
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> numbers.requireFeatures(batch(rows)));
      String place = "in example " + at + " ";
      assertTrue(String.valueOf(refused.getMessage()).contains(place), refused::toString);
      rows.putScalar(at, 0, at % 2 == 0 ? Float.MIN_VALUE : Float.MAX_VALUE);
    }
    assertDoesNotThrow(() -> numbers.requireFeatures(batch(rows)));
  }

  @Test
  void labelsAndMasks_areNamed() {
    INDArray none = Nd4j.create(DataType.FLOAT, 2, 3);
    INDArray bad = Nd4j.create(DataType.FLOAT, 2, 3).putScalar(1, 2, Double.NaN);
    assertRefused("labels hold NaN in example 1", target(bad, none));
    assertRefused("masks of labels hold NaN in example 1", target(none, bad));
    assertRefused("labels 1 hold NaN", target(none, none), target(bad, none));
  }

  private void assertRefused(String why, Batch.Target... targets) {
    Batch batch = new Batch(List.of(), List.of(targets), 0, 0);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> numbers.requireTargets(batch));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(why), refused::toString);
  }

  private static Batch.Target target(INDArray labels, INDArray mask) {
    return new Batch.Target(ArrayTensor.of(labels), ArrayTensor.of(mask));
  }

  private static Batch batch(INDArray features) {
    return new Batch(List.of(ArrayTensor.of(features)), List.of(), 0, 0);
  }
}
