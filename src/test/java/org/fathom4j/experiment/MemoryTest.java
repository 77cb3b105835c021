package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot fit is refused before it is tried: a native library without memory ends all. */
final class MemoryTest {
  private static final long MIB = 1 << 20;

  private static final String DENSE =
      """
      name: x
      data: {name: street-numbers, train: 1000, validation: 500, test: 500}
      network: [{dense: {units: "${u}"}}, output]
      training: {batch: 100, optimizer: sgd}
      sweep:
        space: {u: [10, 1000]}
      """;

  private static PreparedSweep sweep(String... overrides) {
    ExperimentFile file =
        ExperimentFile.parse(DENSE, Path.of("x.yaml"), Optional.empty(), List.of(overrides));
    return Preparation.of(file, DataPlaces.of(Map.of(), Path.of("/nowhere"), true));
  }

  /** 3,083,010 parameters three times, 1,010 outputs of 100 examples: 37.4 million bytes. */
  @Test
  void theLargestTrialIsNamedWithItsEstimateAndWhatThereIs() {
    assertThatThrownBy(() -> new Memory(35 * MIB, 1000 * MIB).check(sweep(), 1))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageStartingWith("x.yaml:3: network: needs at least 36 MiB")
        .hasMessageContaining("trial 2 (u 1000): 3,083,010 parameters, batches of 100")
        .hasMessageContaining("may take 35 MiB");
    assertThatCode(() -> new Memory(36 * MIB, 1000 * MIB).check(sweep(), 1))
        .doesNotThrowAnyException();
  }

  @Test
  void trialsSideBySideNeedMoreAndSoDoesAnOptimizerWithAState() {
    assertThatThrownBy(() -> new Memory(60 * MIB, 1000 * MIB).check(sweep(), 4))
        .hasMessageContaining("2 trials side by side");
    assertThatThrownBy(
            () -> new Memory(58 * MIB, 1000 * MIB).check(sweep("training.optimizer=adam"), 1))
        .hasMessageContaining("needs at least 59 MiB");
  }

  @Test
  void dataBeyondTheHeapAreRefusedToo() {
    assertThatThrownBy(() -> new Memory(0, 5 * MIB).check(sweep(), 1))
        .hasMessageStartingWith(
            "x.yaml:2: data: needs at least 6 MiB of Java's heap for 2,000 examples")
        .hasMessageContaining("-Xmx");
  }

  @Test
  void morePicturesThanAnArrayHoldsAreRefusedHoweverLargeTheHeap() {
    assertThatThrownBy(() -> new Memory(0, Long.MAX_VALUE).check(sweep("data.train=700000"), 1))
        .hasMessageContaining("hold at most 699,050 such pictures");
  }

  @ParameterizedTest
  @CsvSource({
    "network.0.dense.units=2000000000, x.yaml:3: network",
    "data.train=2000000000, x.yaml:2: data",
    "'network=[{maxout: {units: 2000000000, pieces: 2000000000}}, output]', parameters",
    "'network=[{convolution: {channels: 2000000000, kernel: 2001}}, output]', parameters",
    "'network=[{convolution: {channels: 2000000000, kernel: 3}}, {convolution: {channels: 2000000000, kernel: 3}}, output]', parameters",
  })
  void hugeNumbersAreRefusedWhateverTheyOverflow(String override, String where) {
    String[] all = {"sweep=null", "network.0.dense.units=8", override};
    assertThatThrownBy(() -> Memory.here().check(sweep(all), 1))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(where);
  }

  @Test
  void memoryThatRanOutIsAnsweredByItsKind() {
    assertThat(Memory.advice(new OutOfMemoryError("Java heap space")))
        .contains("Java heap space", "FATHOM_JAVA_OPTS=-Xmx");
    assertThat(Memory.advice(new OutOfMemoryError("Physical memory usage is too high: x")))
        .contains("maxphysicalbytes");
  }
}
