package org.fathom4j.tracking.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.local.FollowedRun.Trial;
import org.jspecify.annotations.Nullable;

/** Reads of one trial what its files have more than at the last look. */
final class TrialFollower {
  private final StoreLayout layout;
  private final int number;
  private @Nullable FileTime folderSeen;
  private boolean isRead;
  private boolean mayHaveChanged = true;
  private PlainFile.@Nullable Stamp epochsSeen;
  private long read;
  private @Nullable Trial trial;
  private String problem = "";

  TrialFollower(StoreLayout layout, int number) {
    this.layout = layout;
    this.number = number;
  }

  /** The trial; empty where it has no whole file yet, or a damaged one. */
  Optional<Trial> trial() {
    return Optional.ofNullable(trial);
  }

  /** What cannot be read, in a sentence; empty where all can. */
  String problem() {
    return problem;
  }

  /** Whether its files were looked at. */
  boolean isRead() {
    return isRead;
  }

  /** Looks at every file again, as on resume a trial may begin anew. */
  void forget() {
    mayHaveChanged = true;
  }

  /** Whether something is new. */
  boolean refresh() {
    isRead = true;
    Trial now = trial;
    if (!mayHaveChanged && now != null && now.record().state().finished()) {
      return false;
    }
    boolean changed = false;
    FileTime modified = PlainFile.folderModified(layout.trial(number)).orElse(null);
    if (modified == null) { // gone, or a link
      trial = null;
      return now != null;
    }
    if (mayHaveChanged || !modified.equals(folderSeen)) {
      folderSeen = modified;
      mayHaveChanged = PlainFile.isFresh(modified);
      changed = readRecord();
    }
    Trial known = trial;
    boolean waits = known == null || known.record().state() == TrialState.PAUSED;
    boolean longer = (changed || !waits) && readEpochs();
    return changed || longer;
  }

  private boolean readRecord() {
    Trial before = trial;
    String trouble = problem;
    problem = "";
    Optional<TrialRecord> found = record(layout.result(number));
    if (found.isEmpty() && problem.isEmpty()) {
      found = record(layout.start(number));
    }
    Curves curves = before == null ? Curves.NONE : before.curves();
    trial = found.map(record -> new Trial(record, curves)).orElse(null);
    return !Objects.equals(before, trial) || !trouble.equals(problem);
  }

  private Optional<TrialRecord> record(Path file) {
    try {
      Optional<byte[]> bytes = PlainFile.read(file, 0);
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      TrialRecord record = Json.parse(text(bytes.get()), TrialRecord.class);
      if (isWhole(record)) {
        return Optional.of(record);
      }
      problem = "%s lacks a value".formatted(file);
    } catch (JsonProcessingException e) {
      problem = "%s is damaged".formatted(file);
    } catch (IOException e) {
      problem = "%s cannot be read: %s".formatted(file, e.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  private boolean isWhole(TrialRecord record) {
    return Objects.nonNull(record.state())
        && record.number() == number
        && !record.results().containsValue(null)
        && !record.parameters().containsValue(null);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private boolean readEpochs() {
    Trial known = trial;
    PlainFile.Stamp stamp = PlainFile.stamp(layout.epochs(number)).orElse(null);
    if (known == null || Objects.equals(stamp, epochsSeen)) {
      return false;
    }
    PlainFile.Stamp before = epochsSeen;
    epochsSeen = stamp;
    boolean more = before != null && stamp != null && stamp.isGrownFrom(before);
    if (!more) {
      read = 0;
    }
    trial = new Trial(known.record(), longer(more ? known.curves() : Curves.NONE));
    return true;
  }

  /** The last line may be torn: its writer was killed, or is writing it now. */
  private Curves longer(Curves before) {
    Path file = layout.epochs(number);
    try {
      byte[] bytes = PlainFile.read(file, read).orElse(new byte[0]);
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      read += whole;
      return CurvesReader.read(before, bytes, whole);
    } catch (JsonProcessingException e) {
      problem = "%s is damaged".formatted(file);
    } catch (IOException e) {
      problem = "%s cannot be read: %s".formatted(file, e.getClass().getSimpleName());
    }
    return before;
  }
}
