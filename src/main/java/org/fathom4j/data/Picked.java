package org.fathom4j.data;

/**
 * Some examples of a set, in an order of their own.
 *
 * @param all the whole set
 * @param indexes those that are picked
 */
@SuppressWarnings("ArrayRecordComponent") // Made by Examples.pick alone, compared by nobody.
record Picked(Examples all, int[] indexes) implements Examples {
  @Override
  public int size() {
    return indexes.length;
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
    all.features(indexes[index], into, offset);
  }

  @Override
  public int views() {
    return all.views();
  }

  @Override
  public void view(int index, int view, float[] into, int offset) {
    all.view(indexes[index], view, into, offset);
  }

  @Override
  public void varied(int index, long seed, float[] into, int offset) {
    all.varied(indexes[index], seed, into, offset);
  }

  @Override
  public void label(int index, float[] into, int offset) {
    all.label(indexes[index], into, offset);
  }

  @Override
  public long content(int index) {
    return all.content(indexes[index]);
  }
}
