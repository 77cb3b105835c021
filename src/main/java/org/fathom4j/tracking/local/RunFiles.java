package org.fathom4j.tracking.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.metrics.ClassTest;

/**
 * Files of a run that whoever trains its trials reads and writes himself, in this process or
 * another; events bring the rest.
 *
 * @param folder the run's
 */
public record RunFiles(Path folder) {
  /** Where the network of a trial's chosen epoch goes; its folder is there once it started. */
  public Path model(int trial) {
    return layout().model(trial);
  }

  /**
   * The list of examples that trials are trained on.
   *
   * @param id its name
   */
  public Path seen(String id) {
    return layout().seen(id);
  }

  /**
   * Keeps what the test of a trial said, before the trial ends: one that has no end is trained and
   * tested again.
   *
   * @throws IOException if the disk fails
   */
  public void keepTest(int trial, ClassTest test) throws IOException {
    Files.writeString(layout().test(trial), Json.line(test) + "\n");
  }

  /**
   * What the test of a complete trial said; empty where numbers are predicted, or an early version
   * ran it.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<ClassTest> test(int trial) throws IOException {
    Path file = layout().test(trial);
    return Files.exists(file)
        ? Optional.of(Json.parse(Files.readString(file), ClassTest.class))
        : Optional.empty();
  }

  /** Writes the state of a trial's training. */
  public interface State {
    /** Writes it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Keeps the state of a trial's training, in place of an earlier one, until the trial is finished.
   *
   * @throws IOException if the disk fails; the earlier one is then still there
   */
  public void keepCheckpoint(int trial, State state) throws IOException {
    SealedFile.write(layout().checkpoint(trial), state::writeTo);
  }

  /**
   * The last state that was kept of a trial that is not finished; empty where there is none.
   *
   * @throws IOException if it cannot be read, or is not as it was written
   */
  public Optional<byte[]> checkpoint(int trial) throws IOException {
    return SealedFile.read(layout().checkpoint(trial));
  }

  private StoreLayout layout() {
    return new StoreLayout(folder);
  }
}
