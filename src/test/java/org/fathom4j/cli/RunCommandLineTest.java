package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunCommandLineTest {
  private static final Path FILE = Path.of("my study.yaml");

  @Test
  void presetAndOverrides_areThereAsGiven() {
    assertThat(RunCommandLine.of(FILE, Optional.of("quick"), List.of("let.x=a b"), ""))
        .isEqualTo("./fathom run 'my study.yaml' --preset quick 'let.x=a b'");
  }

  @Test
  void whatTrainedOnACard_isTrainedThereAgain() {
    assertThat(RunCommandLine.of(FILE, Optional.empty(), List.of(), "NVIDIA H200"))
        .isEqualTo("./fathom --device gpu run 'my study.yaml'");
  }
}
