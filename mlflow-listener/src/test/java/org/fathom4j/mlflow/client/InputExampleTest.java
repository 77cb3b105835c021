package org.fathom4j.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InputExampleTest {
  private static final InputExample PICTURE =
      new InputExample("picture", List.of(1L, 2L, 3L), List.of(0.1f, 2f, 3f, 4f, 5f, Float.NaN));

  @Test
  void isNestedAsNumPyWritesIt() {
    assertThat(InputExample.json(List.of(PICTURE))).hasToString("[[[0.1,2.0,3.0],[4.0,5.0,null]]]");
  }

  @Test
  void severalAreNamed() {
    InputExample words = new InputExample("words", List.of(1L, 2L), List.of(7L, 8L));
    assertThat(InputExample.json(List.of(PICTURE, words)))
        .hasToString("{\"picture\":[[[0.1,2.0,3.0],[4.0,5.0,null]]],\"words\":[[7,8]]}");
  }

  @Test
  void aShapeThatHoldsOtherNumbersIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InputExample("x", List.of(1L, 2L), List.of(1f)));
  }
}
