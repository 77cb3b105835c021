package org.fathom4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitRowsTest {
  @Test
  void withExtra_twoThirdsOfTheValidationExamplesAreOfTheTrainingFile() {
    // 40 rows of 2 classes, the last 20 extra.
    int[] classes = IntStream.range(0, 40).map(i -> i % 2).toArray();
    SplitRows rows = SplitRows.drawWithExtra(classes, 20, 12, 0, 1);
    assertThat(rows.validation()).hasSize(12).doesNotHaveDuplicates();
    assertThat(Arrays.stream(rows.validation()).filter(r -> r < 20 && r % 2 == 0)).hasSize(4);
    assertThat(Arrays.stream(rows.validation()).filter(r -> r < 20 && r % 2 == 1)).hasSize(4);
    assertThat(Arrays.stream(rows.validation()).filter(r -> r >= 20 && r % 2 == 0)).hasSize(2);
    assertThat(rows.train()).hasSize(28).doesNotContain(rows.validation());
  }
}
