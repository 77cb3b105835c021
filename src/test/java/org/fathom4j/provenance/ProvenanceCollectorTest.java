package org.fathom4j.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceCollectorTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path temp;

  @Test
  void namesThisMachine() {
    Provenance here =
        new ProvenanceCollector(temp).collect("", "CPU", "avx2", Map.of("dl4j", "M2"), 5);

    assertThat(here.gitCommit()).isEmpty();
    assertThat(here.gitDirty()).isFalse();
    assertThat(here.cpu()).isNotBlank();
    assertThat(here.device()).isEqualTo(here.cpu());
    assertThat(here.host()).isNotBlank();
    assertThat(here.os()).contains(System.getProperty("os.arch"));
    assertThat(here.java()).contains(System.getProperty("java.version"));
    assertThat(here.cores()).isPositive();
    assertThat(here.threads()).isZero();
    assertThat(here.training(2, List.of()).threads()).isEqualTo(2);
    assertThat(here.instructions()).isEqualTo("avx2");
    assertThat(here.versions()).containsEntry("dl4j", "M2");
    assertThat(here.startedMillis()).isEqualTo(5);
  }

  @Test
  void aGivenDeviceIsKept() {
    assertThat(new ProvenanceCollector(temp).collect("A100", "CUDA", "", Map.of(), 0).device())
        .isEqualTo("A100");
  }

  @Test
  void tellsTheCommitAndWhetherTrackedFilesDiffer() throws IOException {
    git("init", "-q");
    Path file = Files.writeString(temp.resolve("tracked"), "1");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first");
    Files.writeString(temp.resolve("untracked"), "");

    GitState clean = GitState.of(Files.createDirectories(temp.resolve("below")));
    assertThat(clean.commit()).matches("[0-9a-f]{40,64}").isEqualTo(GitState.read(temp));
    assertThat(clean.dirty()).isFalse();

    Files.writeString(file, "2");
    assertThat(GitState.of(temp)).isEqualTo(new GitState(clean.commit(), true));

    git("pack-refs", "--all");
    assertThat(GitState.read(temp)).isEqualTo(clean.commit());

    git("worktree", "add", "-q", temp.resolve("linked").toString());
    assertThat(GitState.read(temp.resolve("linked"))).isEqualTo(clean.commit());
  }

  private void git(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("git", "-C", temp.toString()));
    command.addAll(List.of(arguments));
    int status = Program.run(command).map(Program.Ended::status).orElse(-1);
    assumeTrue(status != -1, "git is not installed");
    assertThat(status).as("%s", command).isZero();
  }

  @Test
  void readsADetachedCheckoutWithoutGit() throws IOException {
    Files.createDirectories(temp.resolve(".git"));
    Files.writeString(temp.resolve(".git/HEAD"), COMMIT + "\n");

    assertThat(GitState.read(temp.resolve("a/b"))).isEqualTo(COMMIT);
  }

  @Test
  void aBrokenCheckoutIsNoError() throws IOException {
    Files.createDirectories(temp.resolve(".git"));
    Files.writeString(temp.resolve(".git/HEAD"), "ref: refs/heads/unborn\n");

    assertThat(GitState.read(temp)).isEmpty();
  }

  @Test
  void readsTheProcessorsModel() throws IOException {
    Path info =
        Files.writeString(
            temp.resolve("cpuinfo"), "processor\t: 0\nmodel name\t: Big CPU @ 3 GHz\nflags\t: a\n");

    assertThat(Machine.cpuOf(info)).isEqualTo("Big CPU @ 3 GHz");
    assertThat(Machine.cpuOf(temp.resolve("absent"))).isEmpty();
  }
}
