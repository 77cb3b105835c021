package org.fathom4j.tracking.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.fathom4j.problem.InvalidSpecException;

/**
 * What happened in a sweep, in order: one line an event, which is written before anything is done
 * about it. A line is a JSON object whose last field, {@code crc}, is the CRC-32 of the line before
 * that field. A last line that is torn, as by a killed process, is passed over and never written
 * behind; a damaged line with whole ones after it is an error.
 *
 * @param file the journal
 */
record Journal(Path file) {
  private static final String SEAL = ",\"crc\":\"";

  /** Cuts off what a killed process left of a line. */
  void mend() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    byte[] all = Files.readAllBytes(file);
    long whole = read(all).length();
    if (whole < all.length) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
        channel.force(true);
      }
    }
  }

  void append(JournalEntry entry) throws IOException {
    String json = Json.line(entry);
    String open = json.substring(0, json.length() - 1);
    Json.append(file, open + SEAL + crc(open) + "\"}");
  }

  /** Waits until the disk has what was appended. */
  void force() throws IOException {
    Durable.force(file);
  }

  /**
   * The entries, in order; none where there is no journal, as in runs of earlier versions.
   *
   * @throws InvalidSpecException where a line before the last is damaged
   */
  List<JournalEntry> entries() throws IOException {
    try {
      return read(Files.readAllBytes(file)).entries();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Whole lines, and the bytes that they take. */
  private record Whole(List<JournalEntry> entries, long length) {}

  private Whole read(byte[] all) {
    List<JournalEntry> entries = new ArrayList<>();
    int from = 0;
    int line = 1;
    for (int end = 0; end < all.length; end++) {
      if (all[end] != '\n') {
        continue;
      }
      Optional<JournalEntry> entry =
          entry(new String(all, from, end - from, StandardCharsets.UTF_8));
      if (entry.isEmpty()) {
        if (end + 1 < all.length) {
          throw new InvalidSpecException(
              "%s:%d is not as it was written: restore the file, or start anew without --resume."
                  .formatted(file.toAbsolutePath(), line));
        }
        break;
      }
      entries.add(entry.get());
      from = end + 1;
      line++;
    }
    return new Whole(List.copyOf(entries), from);
  }

  /** The entry on a line; empty where it is not as it was written. */
  static Optional<JournalEntry> entry(String line) {
    int seal = line.lastIndexOf(SEAL);
    if (seal < 0 || !line.substring(seal).equals(SEAL + crc(line.substring(0, seal)) + "\"}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(line, JournalEntry.class))
          .filter(entry -> Objects.nonNull(entry.event()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
