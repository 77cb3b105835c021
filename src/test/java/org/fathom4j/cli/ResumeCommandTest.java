package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ResumeCommandTest {
  private static String of(String... arguments) {
    return new ResumeCommand(List.of(arguments)).of(Optional.of(Path.of("/o")));
  }

  @Test
  void everyArgumentIsRepeatedAndTheFolderIsTheRuns() {
    assertThat(of("--device", "gpu", "run", "a b.yaml", "--out", "x", "--offline", "k=[1, 2]"))
        .startsWith("cd ")
        .endsWith("fathom --device gpu run 'a b.yaml' --offline 'k=[1, 2]' --resume --out /o");
  }

  @Test
  void aSecondResumeIsNotAddedToTheFirst() {
    assertThat(of("run", "a.yaml", "--resume", "--out=x")).endsWith("run a.yaml --resume --out /o");
  }

  @Test
  void ofACollectionTheFolderOfTheWholeIsKept() {
    assertThat(
            new ResumeCommand(
                    List.of("run", "experiments", "--collection", "chapter-6", "--out", "x"))
                .of(Optional.empty()))
        .endsWith("run experiments --collection chapter-6 --out x --resume");
  }

  @Test
  void noPasswordIsPrinted() {
    assertThat(of("run", "a.yaml", "--tracking-uri=https://me:secret@host/x"))
        .contains("--tracking-uri=https://USER:PASSWORD@host/x")
        .doesNotContain("secret");
  }
}
