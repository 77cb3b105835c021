package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPlaceTest {
  @Test
  void runsOfOneNameInOneSecondGetFoldersOfTheirOwn() throws Exception {
    Path first = RunPlace.claimed("run-place-test");
    Path second = RunPlace.claimed("run-place-test");
    Files.delete(first);
    Files.delete(second);
    assertThat(second).isNotEqualTo(first).hasFileName("run-place-test-2");
  }

  @Test
  void whatWasAskedForIsTakenAsItIs(@TempDir Path temp) {
    Path asked = temp.resolve("mine");
    assertThat(new RunPlace(Optional.of(asked), false).folder("name", "hash")).isEqualTo(asked);
    assertThat(new RunPlace(Optional.of(asked), true).folder("name", "hash")).isEqualTo(asked);
  }

  @Test
  void aRunOfNoKnownExperimentCannotBeResumed() {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> new RunPlace(Optional.empty(), true).folder("name", "no such hash"))
        .withMessageContaining("--resume")
        .withMessageContaining("--out DIR");
  }
}
