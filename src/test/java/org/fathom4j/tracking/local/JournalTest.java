package org.fathom4j.tracking.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.JournalEntry.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final JournalEntry ONE = new JournalEntry(5, Event.STARTED, 1, 0, "");
  private static final JournalEntry TWO =
      new JournalEntry(6, Event.ENDED, 1, 3, "FAILED: \"}\n\u00e4\u2028 ,\"crc\":\"0\"");
  private static final JournalEntry THREE =
      new JournalEntry(7, Event.SWEEP_ENDED, 0, 0, "FINISHED");

  @TempDir Path folder;

  private Journal journal() {
    return new Journal(folder.resolve("journal.jsonl"));
  }

  private Journal written() throws IOException {
    Journal journal = journal();
    for (JournalEntry entry : List.of(ONE, TWO, THREE)) {
      journal.append(entry);
    }
    return journal;
  }

  @Test
  void whatIsAppendedIsRead_oneLineEach() throws IOException {
    assertThat(journal().entries()).isEmpty();
    assertThat(written().entries()).containsExactly(ONE, TWO, THREE);
    assertThat(Files.readAllLines(journal().file())).hasSize(3);
  }

  @Test
  void wheresoeverAKilledProcessToreIt_theWholeLinesStay_andItIsWrittenOn() throws IOException {
    byte[] all = Files.readAllBytes(written().file());
    for (int length = 0; length < all.length; length++) {
      Files.write(journal().file(), Arrays.copyOf(all, length));
      List<JournalEntry> whole = journal().entries();
      assertThat(whole).isEqualTo(List.of(ONE, TWO, THREE).subList(0, whole.size()));
      journal().mend();
      journal().append(THREE);
      List<JournalEntry> longer = new ArrayList<>(whole);
      longer.add(THREE);
      assertThat(journal().entries()).isEqualTo(longer);
    }
  }

  @Test
  void aFlippedBitBeforeTheLastLineIsAnErrorWithItsLine() throws IOException {
    byte[] all = Files.readAllBytes(written().file());
    int second = new String(all, StandardCharsets.ISO_8859_1).indexOf("ENDED");
    all[second] ^= 1;
    Files.write(journal().file(), all);
    assertThatThrownBy(() -> journal().entries())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("journal.jsonl:2");
  }
}
