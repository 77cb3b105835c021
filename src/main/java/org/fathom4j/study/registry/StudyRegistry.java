package org.fathom4j.study.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.fathom4j.config.Options;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyType;
import org.fathom4j.study.chapter6.BackpropStudy;
import org.fathom4j.study.chapter6.FeaturesStudy;
import org.fathom4j.study.chapter6.FoldingStudy;
import org.fathom4j.study.chapter6.InitialisationStudy;
import org.fathom4j.study.chapter6.MeanMedianStudy;
import org.fathom4j.study.chapter6.OutputUnitsStudy;
import org.fathom4j.study.chapter6.PerceptronStudy;
import org.fathom4j.study.chapter6.RectifierStudy;
import org.fathom4j.study.chapter6.SoftmaxStudy;
import org.fathom4j.study.chapter6.WidthStudy;
import org.fathom4j.study.chapter6.XorStudy;

/** Every study that an experiment file can name: the built-in ones and those found as services. */
public final class StudyRegistry {
  private static final List<StudyType> BUILT_IN =
      List.of(
          of("xor", "a line cannot separate XOR, two rectifiers can", XorStudy::read),
          of(
              "perceptron",
              "Rosenblatt's rule stops where a line separates the data and cycles on XOR",
              PerceptronStudy::read),
          of(
              "output-units",
              "output units learn by the loss that matches them and stall by others",
              OutputUnitsStudy::read),
          of(
              "softmax",
              "softmax without overflow; shifts change nothing, scales decide",
              SoftmaxStudy::read),
          of(
              "mean-and-median",
              "squared error learns the mean, absolute error the median",
              MeanMedianStudy::read),
          of(
              "backprop",
              "back-propagation on the chapter's graphs, and what it costs",
              BackpropStudy::read),
          of("features", "learned features against fixed bumps over the data", FeaturesStudy::read),
          of("width", "one hidden layer draws a sine: error by width", WidthStudy::read),
          of(
              "folding",
              "layers that fold their input: 2^k pieces from 2k units",
              FoldingStudy::read),
          of(
              "rectifiers",
              "kinds of rectifiers in the networks of a sweep over 'unit'",
              RectifierStudy::read),
          of(
              "initialisation",
              "training from zero, equal, tiny, He's and too large weights",
              InitialisationStudy::read));

  private final Map<String, StudyType> byName;

  private StudyRegistry(Map<String, StudyType> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The built-in studies and every {@link StudyType} service on the class path. */
  public static StudyRegistry load() {
    List<StudyType> types = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(StudyType.class).forEach(types::add);
    Map<String, StudyType> byName = new TreeMap<>();
    for (StudyType type : types) {
      if (byName.putIfAbsent(type.name(), type) != null) {
        throw new IllegalStateException("two studies are named " + type.name());
      }
    }
    return new StudyRegistry(byName);
  }

  /** The study of that name. */
  public Optional<StudyType> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Every study, in alphabetical order. */
  public List<StudyType> all() {
    return List.copyOf(byName.values());
  }

  private static StudyType of(String name, String description, Function<Options, Study> reading) {
    return new BuiltIn(name, description, reading);
  }

  private record BuiltIn(String name, String description, Function<Options, Study> reading)
      implements StudyType {
    @Override
    public Study read(Options options) {
      return reading.apply(options);
    }
  }
}
