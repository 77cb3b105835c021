package org.fathom4j.tracking.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.fathom4j.tracking.local.SealedFile.DamagedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedFileTest {
  private static final byte[] CONTENT = {3, 1, 4, 1, 5, 9, 2, 6};

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("sealed.bin");
  }

  @Test
  void givesBackWhatWasWritten_alsoNothing() throws IOException {
    assertThat(SealedFile.read(file())).isEmpty();
    SealedFile.write(file(), out -> out.write(CONTENT));
    assertThat(SealedFile.read(file())).contains(CONTENT);
    SealedFile.write(file(), out -> {});
    assertThat(SealedFile.read(file())).contains(new byte[0]);
  }

  @Test
  void everyCutAndEveryChangedByteIsNoticed() throws IOException {
    SealedFile.write(file(), out -> out.write(CONTENT));
    byte[] whole = Files.readAllBytes(file());
    for (int i = 0; i < whole.length; i++) {
      Files.write(file(), Arrays.copyOf(whole, i));
      assertThatExceptionOfType(DamagedException.class).isThrownBy(() -> SealedFile.read(file()));
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file(), changed);
      assertThatExceptionOfType(DamagedException.class).isThrownBy(() -> SealedFile.read(file()));
    }
  }

  @Test
  void aWritingThatFails_leavesTheOldContent_andNothingBeside() throws IOException {
    SealedFile.write(file(), out -> out.write(CONTENT));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                SealedFile.write(
                    file(),
                    out -> {
                      out.write(7);
                      throw new IOException("no space left on device");
                    }));
    assertThat(SealedFile.read(file())).contains(CONTENT);
    assertThat(folder).isDirectoryContaining("glob:**sealed.bin");
    assertThat(folder.toFile().list()).hasSize(1);
  }
}
