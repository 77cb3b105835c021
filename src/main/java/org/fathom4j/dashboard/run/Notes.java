package org.fathom4j.dashboard.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.PlainFile;

/**
 * What people note of trials: of run {@code a/b} in {@code a/.notes/b.json}, beside the run and
 * never in it. Thread-safe; of two dashboards that change notes of one run at the same moment, the
 * later wins.
 */
public final class Notes {
  /** Longer notes are cut. */
  public static final int MOST_CHARACTERS = 2000;

  private static final JsonMapper JSON = new JsonMapper();

  private long changes;

  /**
   * What is noted of a trial.
   *
   * @param star whether it is to be found again
   * @param text in a person's words; may be empty
   */
  public record Note(boolean star, String text) {
    /** Nothing. */
    public static final Note NONE = new Note(false, "");
  }

  /** The notes on a run, by trial; none where they cannot be read. */
  public synchronized Map<Integer, Note> of(Path run) {
    try {
      byte[] bytes = PlainFile.read(file(run), 0).orElse(new byte[0]);
      return bytes.length == 0
          ? Map.of()
          : JSON.readValue(bytes, new TypeReference<TreeMap<Integer, Note>>() {});
    } catch (JsonProcessingException damaged) {
      return Map.of();
    } catch (IOException unreadable) {
      return Map.of();
    }
  }

  /** How often notes were changed here. */
  public synchronized long changes() {
    return changes;
  }

  /**
   * Notes something of a trial in place of what was noted before.
   *
   * @param run folder of a run that exists
   * @throws ExperimentException if the store cannot be written
   */
  public synchronized void put(Path run, int trial, Note note) {
    Map<Integer, Note> notes = new TreeMap<>(of(run));
    String text = note.text().strip();
    int end = Math.min(text.length(), MOST_CHARACTERS);
    Note kept = new Note(note.star(), text.substring(0, end));
    if (kept.equals(Note.NONE)) {
      notes.remove(trial);
    } else {
      notes.put(trial, kept);
    }
    changes++;
    Path file = file(run);
    try {
      Path whole = Files.createTempFile(folder(file), "notes", ".tmp");
      Files.write(whole, JSON.writeValueAsBytes(notes));
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ExperimentException(
          "The note cannot be kept in %s: %s".formatted(file, ExperimentException.reason(e)), e);
    }
  }

  /** A link that came with the runs is not written through. */
  private static Path folder(Path file) throws IOException {
    Path folder = file.resolveSibling("");
    Files.createDirectories(folder);
    if (PlainFile.folderModified(folder).isEmpty()) {
      throw new NotDirectoryException(folder.toString());
    }
    return folder;
  }

  private static Path file(Path run) {
    return run.resolveSibling(".notes").resolve(run.getFileName() + ".json");
  }
}
