package org.fathom4j.data;

import java.util.List;
import java.util.stream.IntStream;
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
   * @throws org.fathom4j.problem.ExperimentException if no more can be read
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
   * @param views as {@link Examples#view} writes them; at least one
   */
  record Example(long number, String name, List<float[]> views) implements Asked {
    /** Copies the list. */
    public Example {
      views = List.copyOf(views);
    }
  }

  /**
   * What cannot be read as an example.
   *
   * @param fault where it is and what is wrong
   */
  record Bad(String fault) implements Asked {}

  /** Every view of one of some examples. */
  static List<float[]> views(Examples examples, int index) {
    return IntStream.range(0, examples.views())
        .mapToObj(
            view -> {
              float[] features = new float[examples.shape().size()];
              examples.view(index, view, features, 0);
              return features;
            })
        .toList();
  }

  /** Examples that are there already, in the order of their index. */
  static ExampleStream of(Examples examples) {
    return new IndexedStream(examples);
  }

  /**
   * The examples of several plans, one after the other, numbered through; each is opened in time.
   */
  static ExampleStream joined(List<PredictionPlan> plans) {
    return new JoinedStream(plans);
  }
}
