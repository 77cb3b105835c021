package org.fathom4j.compiled.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A tensor is known again as long as it is what would be made of the array now, and no longer. */
class RecentArraysTest {
  private final RecentArrays recent = new RecentArrays();

  @Test
  void anArrayThatIsFilledAgain_hasItsTensor() {
    INDArray array = square();
    ArrayTensor first = recent.tensor(array);
    array.muli(2);
    assertSame(first, recent.tensor(array));
    assertNumbers(array);
  }

  @Test
  void anEqualArray_isAnother() {
    ArrayTensor first = recent.tensor(square());
    assertNotSame(first, recent.tensor(square()));
  }

  @Test
  void anArrayThatIsTurnedInPlace_isReadAnew() {
    INDArray array = square();
    recent.tensor(array);
    array.permutei(1, 0);
    assertNumbers(array);
  }

  @Test
  void anArrayWithOtherData_isReadAnew() {
    INDArray array = square();
    recent.tensor(array);
    array.setData(Nd4j.createFromArray(9f, 8f, 7f, 6f).data());
    assertNumbers(array);
  }

  @Test
  void moreArraysThanAreKept_areReadRightly() {
    INDArray[] arrays = new INDArray[11];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = square().muli(i);
    }
    for (int turn = 0; turn < 3; turn++) {
      for (INDArray array : arrays) {
        assertNumbers(array);
      }
    }
  }

  @Test
  void anArrayThatIsClosed_isRefusedAsBefore() {
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, 2, 2);
    recent.tensor(array);
    array.close();
    assertThrows(IllegalStateException.class, () -> ArrayTensor.of(array));
    assertThrows(IllegalStateException.class, () -> recent.tensor(array));
  }

  private void assertNumbers(INDArray array) {
    ArrayTensor tensor = recent.tensor(array);
    float[] numbers = new float[tensor.buffer().capacity()];
    tensor.buffer().get(0, numbers);
    assertArrayEquals(array.dup('c').data().asFloat(), numbers);
    assertEquals(ArrayTensor.of(array).shape(), tensor.shape());
  }

  private static INDArray square() {
    return Nd4j.createFromArray(1f, 2f, 3f, 4f).reshape(2, 2);
  }
}
