package org.fathom4j.data;

import java.util.List;
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
    List<float[]> views = ExampleStream.views(examples, index++);
    return new Example(index, "", views);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
