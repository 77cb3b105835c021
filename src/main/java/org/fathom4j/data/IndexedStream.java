package org.fathom4j.data;

import org.jspecify.annotations.Nullable;

/** Examples by their index. */
final class IndexedStream implements ExampleStream {
  private final Examples examples;
  private int index;

  IndexedStream(Examples examples) {
    this.examples = examples;
  }

  @Override
  public FeatureShape shape() {
    return examples.shape();
  }

  @Override
  public boolean isNamed() {
    return false;
  }

  @Override
  public @Nullable Asked next() {
    if (index == examples.size()) {
      return null;
    }
    float[] features = new float[shape().size()];
    examples.features(index, features, 0);
    return new Example(++index, "", features);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
