package org.fathom4j.data;

/**
 * An immutable, indexed set of examples, kept compact and decoded on reading. Reading is
 * thread-safe and depends on its arguments alone.
 */
public interface Examples {
  /** How many examples there are. */
  int size();

  /** Shape of one example's features. */
  FeatureShape shape();

  /** What is to be predicted. */
  Target target();

  /**
   * Writes the features of one example, scaled and centred as the network sees them; images in
   * channels-first order (c, y, x).
   *
   * @param index from 0
   * @param into takes {@link FeatureShape#size()} numbers
   * @param offset where in {@code into} to begin
   */
  void features(int index, float[] into, int offset);

  /** How many views of an example a test looks at; what the network says of them is averaged. */
  default int views() {
    return 1;
  }

  /**
   * Writes the features of one example as one of its views shows them; where there is one view,
   * these are its {@link #features}.
   *
   * @param index from 0
   * @param view from 0
   * @param into takes {@link FeatureShape#size()} numbers
   * @param offset where in {@code into} to begin
   */
  default void view(int index, int view, float[] into, int offset) {
    features(index, into, offset);
  }

  /**
   * Writes the features of one example as training sees them: varied at random (shifted, cropped)
   * where the data set asks for it, else as {@link #features}.
   *
   * @param index from 0
   * @param seed decides the variation: equal seeds give equal features
   * @param into takes {@link FeatureShape#size()} numbers
   * @param offset where in {@code into} to begin
   */
  default void varied(int index, long seed, float[] into, int offset) {
    features(index, into, offset);
  }

  /**
   * Writes the label of one example: one-hot for {@link Target.Classes}, the numbers themselves for
   * {@link Target.Numbers}, the length class and then the digits for {@link Target.Sequence}.
   *
   * @param index from 0
   * @param into takes {@link Target#width()} numbers
   * @param offset where in {@code into} to begin
   */
  void label(int index, float[] into, int offset);

  /**
   * A digest of what one example holds before any scaling: equal ones have equal digests, wherever
   * they stand and whatever they are scaled by.
   *
   * @param index from 0
   */
  default long content(int index) {
    float[] numbers = new float[shape().size() + target().width()];
    features(index, numbers, 0);
    label(index, numbers, shape().size());
    Content content = new Content();
    for (float number : numbers) {
      content.add(number);
    }
    return content.digest();
  }

  /**
   * Some of these examples.
   *
   * @param indexes those that are picked, in the order that they will have
   */
  default Examples pick(int[] indexes) {
    return new Picked(this, indexes.clone());
  }
}
