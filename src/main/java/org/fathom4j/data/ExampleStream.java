package org.fathom4j.data;

import org.jspecify.annotations.Nullable;

/**
 * Examples that a stored network is asked about, in order, each read when it is asked for; their
 * labels are not read. For one thread.
 */
public interface ExampleStream extends AutoCloseable {
  /** Shape of one example's features. */
  FeatureShape shape();

  /** Whether each example has a name besides its number, as the file of a picture. */
  boolean isNamed();

  /**
   * The next example; null after the last.
   *
   * @throws org.fathom4j.metrics.ExperimentException if no more can be read
   */
  @Nullable Asked next();

  @Override
  void close();

  /** What stands where an example is due. */
  sealed interface Asked permits Example, Bad {}

  /**
   * An example.
   *
   * @param number its place, from 1; bad ones count
   * @param name of its file, where examples are named; else empty
   * @param features as {@link Examples#features} writes them
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on at once, compared by nobody.
  record Example(long number, String name, float[] features) implements Asked {}

  /**
   * What cannot be read as an example.
   *
   * @param fault where it is and what is wrong
   */
  record Bad(String fault) implements Asked {}

  /** Examples that are there already, in the order of their index. */
  static ExampleStream of(Examples examples) {
    return new IndexedStream(examples);
  }
}
