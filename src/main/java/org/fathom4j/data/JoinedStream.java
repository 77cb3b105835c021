package org.fathom4j.data;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several streams as one. */
final class JoinedStream implements ExampleStream {
  private final Iterator<PredictionPlan> rest;
  private ExampleStream current;
  private long before;
  private long here;

  JoinedStream(List<PredictionPlan> plans) {
    this.rest = List.copyOf(plans).iterator();
    this.current = rest.next().open();
  }

  @Override
  public FeatureShape shape() {
    return current.shape();
  }

  @Override
  public boolean isNamed() {
    return current.isNamed();
  }

  @Override
  public @Nullable Asked next() {
    Asked next = current.next();
    while (next == null && rest.hasNext()) {
      current.close();
      before += here;
      here = 0;
      current = rest.next().open();
      next = current.next();
    }
    here++;
    return next instanceof Example example
        ? new Example(before + example.number(), example.name(), example.views())
        : next;
  }

  @Override
  public void close() {
    current.close();
  }
}
