package org.fathom4j.data;

/**
 * The first examples of a set.
 *
 * @param all the whole set
 * @param size how many of them
 */
public record Subset(Examples all, int size) implements Examples {
  /** The first {@code size} examples, or all where there are fewer. */
  public static Examples first(Examples all, int size) {
    return size >= all.size() ? all : new Subset(all, size);
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
    all.features(index, into, offset);
  }

  @Override
  public int views() {
    return all.views();
  }

  @Override
  public void view(int index, int view, float[] into, int offset) {
    all.view(index, view, into, offset);
  }

  @Override
  public void varied(int index, long seed, float[] into, int offset) {
    all.varied(index, seed, into, offset);
  }

  @Override
  public void label(int index, float[] into, int offset) {
    all.label(index, into, offset);
  }

  @Override
  public long content(int index) {
    return all.content(index);
  }
}
