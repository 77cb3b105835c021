package org.fathom4j.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code data} section.
 *
 * @param name the data set
 * @param dir where its files are, before any other place
 * @param train most training examples to use; 0 is all there are
 * @param validation validation examples, taken from the training files by seed; where empty, as
 *     many as suit the data set
 * @param test most test examples to use; {@link Quota#ALL} is all there are
 * @param folds how many folds the examples are dealt into, each the test examples of its own
 *     trials; 0 where they are split once
 * @param seed of the split, and of generated examples
 * @param options the whole section, for the options of the data set itself
 * @param notes what a person should know of how it was read
 */
public record DataSpec(
    String name,
    Optional<Path> dir,
    int train,
    Optional<Quota> validation,
    Quota test,
    int folds,
    long seed,
    Options options,
    List<String> notes) {
  /** Copies the notes. */
  public DataSpec {
    notes = List.copyOf(notes);
  }

  /**
   * Reads what every data set has; the options stay open for the data set's own, whose reader
   * closes them. Without more than a name it is the whole data set, as many validation examples as
   * suit it, seed 1.
   */
  public static DataSpec read(Options data) {
    return DataReader.read(data, List.of());
  }

  /**
   * Everything that decides the content: equal keys give equal examples. Paths are absolute, as in
   * a stored experiment, whose examples are those of the file that it was made of.
   */
  public Map<String, Object> key() {
    return DataPaths.absolute(options.values());
  }
}
