package org.fathom4j.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
  private static final byte[] CONTENT = FaultyServer.content(300_000);

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();

  @Test
  void wholeFile_getsItsName_andIsNotFetchedTwice() throws Exception {
    try (FaultyServer server = new FaultyServer(FaultyServer.whole(CONTENT))) {
      Path first = fetch(server.address());
      assertThat(first).hasBinaryContent(CONTENT);
      assertThat(fetch(server.address())).isEqualTo(first);
      assertThat(server.ranges).hasSize(1);
      assertThat(visible()).containsExactly("file.bin");
    }
  }

  @Test
  void brokenConnection_isResumedWhereItBroke() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            FaultyServer.breaksOff(CONTENT, 100_000),
            FaultyServer.breaksOff(CONTENT, 50_000),
            FaultyServer.whole(CONTENT))) {
      assertThat(fetch(server.address())).hasBinaryContent(CONTENT);
      assertThat(server.ranges).containsExactly("", "bytes=100000-", "bytes=150000-");
    }
  }

  @Test
  void laterCall_goesOnFromThePartOfAnEarlierOne() throws Exception {
    try (FaultyServer server = new FaultyServer(FaultyServer.breaksOff(CONTENT, 120_000))) {
      assertThatThrownBy(() -> fetch(server.address()))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("120000 of 300000 bytes are kept as")
          .hasMessageContaining("HTTP 500");
      assertThat(visible()).containsExactly("file.bin.part");
      server.then(FaultyServer.whole(CONTENT));
      assertThat(fetch(server.address())).hasBinaryContent(CONTENT);
      assertThat(server.ranges).endsWith("bytes=120000-");
    }
  }

  @Test
  void serverWithoutRanges_isReadFromTheStart() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            FaultyServer.withoutRanges(CONTENT, 70_000),
            FaultyServer.withoutRanges(CONTENT, CONTENT.length))) {
      assertThat(fetch(server.address())).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void stalledServer_isGivenUp_andResumed() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      server.then(server.stalls(CONTENT, 90_000)).then(FaultyServer.whole(CONTENT));
      assertThat(fetch(server.address())).hasBinaryContent(CONTENT);
      assertThat(server.ranges).containsExactly("", "bytes=90000-");
      assertThat(notes).anyMatch(note -> note.contains("no data for"));
    }
  }

  @Test
  void serverThatNeverAnswers_isGivenUp() throws Exception {
    try (FaultyServer silent = new FaultyServer()) {
      for (int i = 0; i < 3; i++) {
        silent.then((out, start) -> Thread.sleep(60_000));
      }
      assertThatThrownBy(() -> fetch(silent.address()))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("timed out");
      assertThat(visible()).isEmpty();
    }
  }

  @Test
  void wrongLength_isRefused_andTheNextMirrorAsked() throws Exception {
    try (FaultyServer page = new FaultyServer(FaultyServer.whole(new byte[512]));
        FaultyServer mirror = new FaultyServer(FaultyServer.whole(CONTENT))) {
      assertThat(fetch(page.address(), mirror.address())).hasBinaryContent(CONTENT);
      assertThat(notes).anyMatch(note -> note.contains("512 bytes offered, 300000 expected"));
      assertThat(page.ranges).hasSize(1);
    }
  }

  @Test
  void moreBytesThanExpected_areRefused() throws Exception {
    try (FaultyServer server =
        new FaultyServer(FaultyServer.unannounced(Arrays.copyOf(CONTENT, 300_001)))) {
      assertThatThrownBy(() -> fetch(server.address()))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("more than the expected 300000 bytes");
      assertThat(visible()).doesNotContain("file.bin");
    }
  }

  @Test
  void unannouncedLength_isFine_whenTheBytesAreRight() throws Exception {
    try (FaultyServer server = new FaultyServer(FaultyServer.unannounced(CONTENT))) {
      assertThat(fetch(server.address())).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void wrongChecksum_keepsTheFileAside_andSaysSo() throws Exception {
    byte[] wrong = CONTENT.clone();
    wrong[1234] ^= 1;
    try (FaultyServer server = new FaultyServer(FaultyServer.whole(wrong))) {
      assertThatThrownBy(() -> fetch(server.address()))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("checksum refused")
          .hasMessageContaining("file.bin.refused");
      assertThat(visible()).containsExactly("file.bin.refused");
    }
  }

  @Test
  void missingFile_isNotAskedForAgain_andEveryMirrorIsNamed() throws Exception {
    try (FaultyServer first = new FaultyServer(FaultyServer.status(404));
        FaultyServer second = new FaultyServer(FaultyServer.status(403))) {
      assertThatThrownBy(() -> fetch(first.address(), second.address()))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining(first.address() + ": HTTP 404")
          .hasMessageContaining(second.address() + ": HTTP 403");
      assertThat(first.ranges).hasSize(1);
    }
  }

  @Test
  void serverErrorThatPasses_isTriedAgain() throws Exception {
    try (FaultyServer server =
        new FaultyServer(FaultyServer.status(503), FaultyServer.whole(CONTENT))) {
      assertThat(fetch(server.address())).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void refusedRange_startsAnew() throws Exception {
    Files.write(folder.resolve("file.bin.part"), new byte[400_000]);
    try (FaultyServer server =
        new FaultyServer(FaultyServer.status(416), FaultyServer.whole(CONTENT))) {
      assertThat(fetch(server.address())).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void deadServer_isNamed() throws Exception {
    URI dead;
    try (FaultyServer server = new FaultyServer()) {
      dead = server.address();
    }
    assertThatThrownBy(() -> fetch(dead))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(dead.toString());
  }

  private Path fetch(URI... mirrors) throws IOException, InterruptedException {
    Path original = Files.write(Files.createTempFile("content", ".bin"), CONTENT);
    Checksum checksum = Checksum.sha256("").of(original);
    Files.delete(original);
    RemoteFile file =
        new RemoteFile("file.bin", List.of(mirrors), CONTENT.length, Optional.of(checksum));
    FetchProgress progress =
        new FetchProgress() {
          @Override
          public void arrived(String name, long bytes, long total) {}

          @Override
          public void note(String line) {
            notes.add(line);
          }
        };
    Downloader.Policy impatient =
        new Downloader.Policy(Duration.ofMillis(400), 2, Duration.ofMillis(1));
    return new Downloader(impatient, progress).fetch(file, folder);
  }

  private List<String> visible() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
