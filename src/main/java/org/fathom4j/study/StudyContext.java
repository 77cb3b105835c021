package org.fathom4j.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fathom4j.data.DataSplit;
import org.fathom4j.metrics.SweepRecord;

/**
 * What a study runs in.
 *
 * @param progress takes short lines for a person who waits, such as {@code "width 4: 20 of 50"}
 * @param stopped asked now and then; true asks the study to end soon, with whatever lesson
 * @param sweep the sweep that the same experiment ran before the study, where it has one
 */
public record StudyContext(
    Consumer<String> progress, BooleanSupplier stopped, Optional<FinishedSweep> sweep) {
  /**
   * A sweep that has ended.
   *
   * @param record every trial
   * @param store the run's folder, from which networks can be read
   * @param data the examples of its first trial
   */
  public record FinishedSweep(SweepRecord record, Path store, DataSplit data) {}

  /** A context without a sweep, progress or stop: for tests. */
  public static StudyContext alone() {
    return new StudyContext(line -> {}, () -> false, Optional.empty());
  }
}
