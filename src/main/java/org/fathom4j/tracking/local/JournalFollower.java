package org.fathom4j.tracking.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads of a journal what it has more than at the last look. */
final class JournalFollower {
  private final Path file;
  private final List<JournalEntry> entries = new ArrayList<>();
  private PlainFile.@Nullable Stamp seen;
  private long read;
  private List<JournalEntry> shown = List.of();
  private String problem = "";

  JournalFollower(Path file) {
    this.file = file;
  }

  /** What happened, in order, up to the first line that is damaged. */
  List<JournalEntry> entries() {
    return shown;
  }

  /** What cannot be read, in a sentence; empty where all can. */
  String problem() {
    return problem;
  }

  /** Whether something is new. */
  boolean refresh() {
    PlainFile.Stamp stamp = PlainFile.stamp(file).orElse(null);
    if (Objects.equals(stamp, seen)) {
      return false;
    }
    PlainFile.Stamp before = seen;
    seen = stamp;
    if (before == null || stamp == null || !stamp.isGrownFrom(before)) {
      read = 0;
      entries.clear();
    }
    problem = "";
    try {
      readOn(PlainFile.read(file, read).orElse(new byte[0]));
    } catch (IOException e) {
      problem = "%s cannot be read: %s".formatted(file, e.getClass().getSimpleName());
    }
    shown = List.copyOf(entries);
    return true;
  }

  /** The last line may be torn: its writer was killed, or is writing it now. */
  private void readOn(byte[] bytes) {
    int from = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] != '\n') {
        continue;
      }
      String line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
      Optional<JournalEntry> entry = Journal.entry(line);
      if (entry.isEmpty()) {
        problem = "%s is damaged".formatted(file);
        return;
      }
      entries.add(entry.get());
      read += end + 1 - from;
      from = end + 1;
    }
  }
}
