package org.fathom4j.data;

import java.util.List;
import org.fathom4j.metrics.TargetKind;

/** What is to be predicted from an example. */
public sealed interface Target {
  /** Numbers per label. */
  int width();

  /** Its kind, which says what can be measured of its predictions. */
  TargetKind kind();

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

    @Override
    public TargetKind kind() {
      return TargetKind.CLASSES;
    }
  }

  /**
   * Real numbers (regression).
   *
   * @param width how many
   */
  record Numbers(int width) implements Target {
    @Override
    public TargetKind kind() {
      return TargetKind.NUMBERS;
    }
  }

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

    @Override
    public TargetKind kind() {
      return TargetKind.SEQUENCE;
    }
  }
}
