package org.fathom4j.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.fathom4j.config.OptimizerSpec.AdaGrad;
import org.fathom4j.config.OptimizerSpec.Adam;
import org.fathom4j.config.OptimizerSpec.Nesterov;
import org.fathom4j.config.OptimizerSpec.RmsProp;
import org.fathom4j.config.OptimizerSpec.Sgd;
import org.fathom4j.config.ScheduleSpec.Constant;
import org.fathom4j.config.ScheduleSpec.Cosine;
import org.fathom4j.config.ScheduleSpec.Exponential;
import org.fathom4j.config.ScheduleSpec.Linear;
import org.fathom4j.config.ScheduleSpec.Step;
import org.fathom4j.config.TrainingSpec.Engine;
import org.fathom4j.config.TrainingSpec.InitSpec;
import org.fathom4j.config.TrainingSpec.Precision;

/** Reads the {@code training} section; defaults.yaml lists the defaults given here. */
final class TrainingReader {
  private static final double ABOVE_0 = Double.MIN_VALUE;
  private static final double UNLIMITED = Double.MAX_VALUE;

  private static final List<String> OPTIMIZERS =
      List.of("sgd", "nesterov", "adam", "rmsprop", "adagrad");
  private static final List<String> SCHEDULES =
      List.of("constant", "cosine", "linear", "exponential", "step");
  private static final List<String> INITS = List.of("he", "xavier", "zero", "normal", "uniform");

  private TrainingReader() {}

  static TrainingSpec read(MappingOptions training) {
    try (training) {
      return new TrainingSpec(
          training.integer("epochs", 1, 10),
          training.integer("batch", 1, 128),
          training
              .variant("optimizer", OPTIMIZERS)
              .map(TrainingReader::optimizer)
              .orElse(new Adam(0.001, 0.9, 0.999, 1e-8)),
          training
              .variant("schedule", SCHEDULES)
              .map(TrainingReader::schedule)
              .orElse(new Constant()),
          training.number("weight-decay", 0, UNLIMITED, 0),
          training.number("l1", 0, UNLIMITED, 0),
          training.number("max-norm", 0, UNLIMITED, 0),
          training.number("clip", 0, UNLIMITED, 0),
          init(training),
          training.number("bias-init", -UNLIMITED, UNLIMITED, 0),
          patience(training),
          ClassWeights.read(training),
          engine(training),
          precision(training));
    }
  }

  private static OptimizerSpec optimizer(Variant chosen) {
    try (Options of = chosen.options()) {
      return switch (chosen.name()) {
        case "sgd" -> new Sgd(rate(of, 0.01));
        case "nesterov" ->
            new Nesterov(rate(of, 0.01), of.number("momentum", 0, Rules.BELOW_1, 0.9));
        case "rmsprop" ->
            new RmsProp(
                rate(of, 0.001), of.number("decay", 0, Rules.BELOW_1, 0.95), epsilon(of, 1e-8));
        case "adagrad" -> new AdaGrad(rate(of, 0.01), epsilon(of, 1e-6));
        default ->
            new Adam(
                rate(of, 0.001),
                of.number("beta1", 0, Rules.BELOW_1, 0.9),
                of.number("beta2", 0, Rules.BELOW_1, 0.999),
                epsilon(of, 1e-8));
      };
    }
  }

  private static double rate(Options of, double otherwise) {
    return of.number("rate", ABOVE_0, UNLIMITED, otherwise);
  }

  private static double epsilon(Options of, double otherwise) {
    return of.number("epsilon", ABOVE_0, UNLIMITED, otherwise);
  }

  private static ScheduleSpec schedule(Variant chosen) {
    try (Options of = chosen.options()) {
      return switch (chosen.name()) {
        case "cosine" -> new Cosine(of.number("to", 0, 1, 0));
        case "linear" -> new Linear(of.number("to", 0, 1, 0));
        case "exponential" -> new Exponential(of.number("to", ABOVE_0, 1, 0.01));
        case "step" -> new Step(of.number("factor", ABOVE_0, 1, 0.1), of.integer("epochs", 1));
        default -> new Constant();
      };
    }
  }

  /**
   * he, xavier or zero; {@code {normal: 0.01}} and {@code {uniform: 0.005}} with a scale; or {@code
   * {from: FOLDER}}.
   */
  private static InitSpec init(MappingOptions training) {
    Optional<MappingOptions> scaled = training.mapping("init");
    if (scaled.isEmpty()) {
      String kind = training.choice("init", INITS, "he");
      if (kind.equals("normal") || kind.equals("uniform")) {
        training.problem("init", "needs a scale, as in {" + kind + ": 0.01}");
        return new InitSpec("he", 0);
      }
      return new InitSpec(kind, 0);
    }
    try (Options of = scaled.get()) {
      if (Stream.of("normal", "uniform", "from").filter(of::has).count() != 1) {
        training.problem(
            "init", "must be he, xavier, zero, {normal: 0.01}, {uniform: 0.01} or {from: FOLDER}");
        return new InitSpec("he", 0);
      }
      if (of.has("from")) {
        return new InitSpec("he", 0, Optional.of(of.text("from")));
      }
      String kind = of.has("normal") ? "normal" : "uniform";
      return new InitSpec(kind, of.number(kind, ABOVE_0, UNLIMITED));
    }
  }

  private static OptionalInt patience(Options training) {
    Optional<Options> stopping = training.section("early-stopping");
    if (stopping.isEmpty()) {
      return OptionalInt.empty();
    }
    try (Options of = stopping.get()) {
      return OptionalInt.of(of.integer("patience", 1));
    }
  }

  private static Engine engine(Options training) {
    String name = training.choice("engine", List.of("auto", "compiled", "dl4j"), "auto");
    return Engine.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Precision precision(Options training) {
    String name = training.choice("precision", List.of("float", "bf16"), "float");
    if (name.equals("bf16") && engine(training) == Engine.DL4J) {
      training.problem("precision", "bf16 is the compiled step's: engine must not be dl4j");
    }
    return Precision.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
