package org.fathom4j.chapter6;

import java.util.function.Function;
import org.fathom4j.config.Options;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyType;

/** The studies by the names that experiment files call them by; each is found as a service. */
public final class ChapterSix {
  private ChapterSix() {}

  private abstract static class Named implements StudyType {
    private final String name;
    private final String description;
    private final Function<Options, Study> reading;

    Named(String name, String description, Function<Options, Study> reading) {
      this.name = name;
      this.description = description;
      this.reading = reading;
    }

    @Override
    public final String name() {
      return name;
    }

    @Override
    public final String description() {
      return description;
    }

    @Override
    public final Study read(Options options) {
      return reading.apply(options);
    }
  }

  /** {@link XorStudy}. */
  public static final class Xor extends Named {
    /** For the service loader. */
    public Xor() {
      super("xor", "a line cannot separate XOR, two rectifiers can", XorStudy::read);
    }
  }

  /** {@link PerceptronStudy}. */
  public static final class Perceptron extends Named {
    /** For the service loader. */
    public Perceptron() {
      super(
          "perceptron",
          "Rosenblatt's rule stops where a line separates the data and cycles on XOR",
          PerceptronStudy::read);
    }
  }

  /** {@link OutputUnitsStudy}. */
  public static final class OutputUnits extends Named {
    /** For the service loader. */
    public OutputUnits() {
      super(
          "output-units",
          "output units learn by the loss that matches them and stall by others",
          OutputUnitsStudy::read);
    }
  }

  /** {@link SoftmaxStudy}. */
  public static final class Softmax extends Named {
    /** For the service loader. */
    public Softmax() {
      super(
          "softmax",
          "softmax without overflow; shifts change nothing, scales decide",
          SoftmaxStudy::read);
    }
  }

  /** {@link MeanMedianStudy}. */
  public static final class MeanMedian extends Named {
    /** For the service loader. */
    public MeanMedian() {
      super(
          "mean-and-median",
          "squared error learns the mean, absolute error the median",
          MeanMedianStudy::read);
    }
  }

  /** {@link BackpropStudy}. */
  public static final class Backprop extends Named {
    /** For the service loader. */
    public Backprop() {
      super(
          "backprop",
          "back-propagation on the chapter's graphs, and what it costs",
          BackpropStudy::read);
    }
  }

  /** {@link FeaturesStudy}. */
  public static final class Features extends Named {
    /** For the service loader. */
    public Features() {
      super("features", "learned features against fixed bumps over the data", FeaturesStudy::read);
    }
  }

  /** {@link WidthStudy}. */
  public static final class Width extends Named {
    /** For the service loader. */
    public Width() {
      super("width", "one hidden layer draws a sine: error by width", WidthStudy::read);
    }
  }

  /** {@link FoldingStudy}. */
  public static final class Folding extends Named {
    /** For the service loader. */
    public Folding() {
      super(
          "folding", "layers that fold their input: 2^k pieces from 2k units", FoldingStudy::read);
    }
  }

  /** {@link RectifierStudy}. */
  public static final class Rectifier extends Named {
    /** For the service loader. */
    public Rectifier() {
      super(
          "rectifiers",
          "kinds of rectifiers in the networks of a sweep over 'unit'",
          RectifierStudy::read);
    }
  }

  /** {@link InitialisationStudy}. */
  public static final class Initialisation extends Named {
    /** For the service loader. */
    public Initialisation() {
      super(
          "initialisation",
          "training from zero, equal, tiny, He's and too large weights",
          InitialisationStudy::read);
    }
  }
}
