package org.fathom4j.layers.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.junit.jupiter.api.Test;

class WindowAxisTest {

  @Test
  void windowMustFitIntoImageAndPadding() {
    WindowAxis axis = new WindowAxis(3, 2, 2, 1); // reaches over 5 cells
    assertThat(axis.misfit(ConvolutionMode.Truncate, 3)).isEmpty();
    assertThat(axis.misfit(null, 2))
        .hasValue(
            "a window must fit into the image, got one that reaches over 5 cells and an image of 4 with its padding");
    assertThat(axis.misfit(ConvolutionMode.Truncate, 4)).isEmpty();
    assertThat(axis.misfit(ConvolutionMode.Strict, 5)).isEmpty();
    assertThat(axis.misfit(ConvolutionMode.Strict, 4)).get().asString().contains("= 1");
  }

  @Test
  void windowsOfModeSameMayLeaveOutOneCell() {
    // ceil(7 / 3) = 3 places from cell 0 to cell 6; ceil(8 / 3) = 3 too, which leaves out cell 7.
    WindowAxis axis = new WindowAxis(1, 3, 1, 0);
    assertThat(axis.misfit(ConvolutionMode.Same, 7)).isEmpty();
    assertThat(axis.misfit(ConvolutionMode.Same, 8)).isEmpty();
    assertThat(axis.samePadding(8)).isEqualTo(-1);
    assertThat(axis.misfit(ConvolutionMode.Same, 9))
        .hasValue(
            "in mode Same a window over 9 cells must reach over at least 2 with stride 3, got 1");
    assertThat(new WindowAxis(2, 3, 1, 0).misfit(ConvolutionMode.Same, 9)).isEmpty();
  }

  @Test
  void hugeDilationDoesNotWrapAround() {
    WindowAxis axis = new WindowAxis(5, 1, 1 << 30, 0);
    assertThat(axis.reach()).isEqualTo((4L << 30) + 1);
    assertThat(axis.misfit(ConvolutionMode.Truncate, 9)).isPresent();
  }
}
