package org.fathom4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
   * Real numbers (regression). A network sees each as {@code (number - centre) / scale}, so that
   * losses and rates mean the same for prices and for millimetres; scores are in the numbers' own
   * unit.
   *
   * @param names what the numbers are called, in order
   * @param standardized whether they are scaled to mean 0 and deviation 1 of the training examples
   * @param centres of each; 0 until training examples were measured
   * @param scales of each; 1 until training examples were measured
   */
  record Numbers(
      List<String> names, boolean standardized, List<Double> centres, List<Double> scales)
      implements Target {
    /** Copies the lists. */
    public Numbers {
      names = List.copyOf(names);
      centres = List.copyOf(centres);
      scales = List.copyOf(scales);
    }

    /** Numbers that were not measured yet. */
    public static Numbers of(List<String> names, boolean standardized) {
      return new Numbers(
          names,
          standardized,
          Collections.nCopies(names.size(), 0.0),
          Collections.nCopies(names.size(), 1.0));
    }

    /**
     * The same, scaled as these numbers ask for it; as it is where it is not to be standardized.
     *
     * @param number which of them
     * @param training its values in the training examples
     */
    public Numbers measured(int number, double[] training) {
      if (!standardized || training.length == 0) {
        return this;
      }
      double mean = Arrays.stream(training).sum() / training.length;
      double squares = Arrays.stream(training).map(v -> (v - mean) * (v - mean)).sum();
      double deviation = Math.sqrt(squares / training.length);
      List<Double> newCentres = new ArrayList<>(centres);
      List<Double> newScales = new ArrayList<>(scales);
      newCentres.set(number, mean);
      newScales.set(number, deviation > 0 ? deviation : 1);
      return new Numbers(names, true, newCentres, newScales);
    }

    /** A number as the network sees it. */
    public float scaled(int number, double value) {
      return (float) ((value - centres.get(number)) / scales.get(number));
    }

    /** A network's number in its own unit. */
    public double restored(int number, double value) {
      return value * scales.get(number) + centres.get(number);
    }

    @Override
    public int width() {
      return names.size();
    }

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
