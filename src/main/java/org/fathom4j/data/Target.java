package org.fathom4j.data;

import java.util.List;

/** What is to be predicted from an example. */
public sealed interface Target {
  /** Numbers per label. */
  int width();

  /**
   * One of several classes; labels are one-hot.
   *
   * @param names class names, in order
   */
  record Classes(List<String> names) implements Target {
    /** Copies the names. */
    public Classes {
      names = List.copyOf(names);
    }

    @Override
    public int width() {
      return names.size();
    }
  }

  /**
   * Real numbers (regression).
   *
   * @param width how many
   */
  record Numbers(int width) implements Target {}

  /**
   * A number of several digits (arXiv 1312.6082, section 4): the length class (0 to {@code
   * maxLength}, and one more for longer numbers), then {@code maxLength} digits, those past the
   * length without meaning.
   *
   * @param maxLength digits that are read, 5 in the paper
   * @param symbols values of a digit, 10 in the paper
   */
  record Sequence(int maxLength, int symbols) implements Target {
    @Override
    public int width() {
      return 1 + maxLength;
    }
  }
}
