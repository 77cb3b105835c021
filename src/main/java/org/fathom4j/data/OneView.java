package org.fathom4j.data;

/**
 * Examples of which one view takes the place of the features.
 *
 * @param all the examples
 * @param view which
 */
record OneView(Examples all, int view) implements Examples {
  @Override
  public int size() {
    return all.size();
  }

  @Override
  public FeatureShape shape() {
    return all.shape();
  }

  @Override
  public Target target() {
    return all.target();
  }

  @Override
  public void features(int index, float[] into, int offset) {
    all.view(index, view, into, offset);
  }

  @Override
  public void label(int index, float[] into, int offset) {
    all.label(index, into, offset);
  }
}
