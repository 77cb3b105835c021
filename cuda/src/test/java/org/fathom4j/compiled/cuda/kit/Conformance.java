package org.fathom4j.compiled.cuda.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.backend.OperationCase;
import org.fathom4j.compiled.backend.OperationCases;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.StepCases;
import org.fathom4j.compiled.backend.UpdateCase;
import org.fathom4j.compiled.backend.VectorCase;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.interpreter.InterpreterBackend;

/**
 * Every case of the contract of backends, and random networks for a few steps, on a backend and on
 * the interpreter.
 */
final class Conformance {
  private static final int STEPS = 4;

  private final Backend backend;
  private final Tolerance tolerance;
  private final Consumer<String> log;
  private final Backend reference = new InterpreterBackend();
  private int passed;
  private int failed;

  /**
   * How far apart numbers may be.
   *
   * @param outputs of operations, and scores ten times as much
   * @param gradients of operations
   * @param trained parameters after some steps, as a share of how far they moved in all
   */
  record Tolerance(double outputs, double gradients, double trained) {
    /** In single precision, sums in whatever order. */
    static final Tolerance SINGLE = new Tolerance(1e-5, 1e-4, 2e-3);

    /** In single precision, convolutions also by way of transforms (Winograd, Fourier). */
    static final Tolerance TRANSFORMED = new Tolerance(1e-4, 1e-3, 5e-3);

    /** Where factors are rounded to 11 bits, and which element is largest may change. */
    static final Tolerance TENSOR_FLOATS = new Tolerance(2e-2, 5e-2, 0.3);
  }

  Conformance(Backend backend, Tolerance tolerance, Consumer<String> log) {
    this.backend = backend;
    this.tolerance = tolerance;
    this.log = log;
  }

  /**
   * Tries all of it.
   *
   * @param networks how many random ones
   * @return how many cases failed
   */
  int run(int networks) {
    Stream.concat(OperationCases.all(), StepCases.all())
        .forEach(each -> attempt(each.toString(), () -> agrees(each, each.start())));
    OperationCases.all().forEach(each -> attempt(each + ", ties", () -> agrees(each, each.tied())));
    VectorCase.all().forEach(each -> attempt(each.toString(), () -> agrees(each)));
    UpdateCase.all().forEach(each -> attempt(each.toString(), () -> agrees(each)));
    for (int i = 0; i < networks; i++) {
      long seed = i;
      attempt("network " + seed, () -> agrees(seed));
    }
    log.accept("%d cases agree with the interpreter, %d do not".formatted(passed, failed));
    return failed;
  }

  private void attempt(String name, BooleanSupplier agrees) {
    boolean fine;
    try {
      fine = agrees.getAsBoolean();
    } catch (BackendException | IllegalArgumentException | IllegalStateException broken) {
      log.accept("FAILED %s: %s".formatted(name, broken));
      fine = false;
    }
    if (fine) {
      passed++;
    } else {
      failed++;
      log.accept("FAILED " + name);
    }
  }

  private boolean agrees(OperationCase tried, float[] start) {
    OperationCase.Answer answer = tried.on(backend, start);
    OperationCase.Answer expected = tried.on(reference, start);
    return close("score", answer.score(), expected.score(), 10 * tolerance.outputs)
        && close("output", answer.output(), expected.output(), tolerance.outputs)
        && close("gradient", answer.gradients(), expected.gradients(), tolerance.gradients);
  }

  private boolean agrees(VectorCase tried) {
    double[] answer = tried.on(backend);
    double[] expected = tried.on(reference);
    boolean same = answer.length == expected.length;
    for (int i = 0; i < expected.length && same; i++) {
      same = close("number " + i, answer[i], expected[i], 2 * tolerance.gradients);
    }
    return same;
  }

  private boolean agrees(UpdateCase tried) {
    return close("element", tried.on(backend), tried.on(reference), tolerance.gradients);
  }

  /** As far apart as a share of the number itself, where that is above 1. */
  private boolean close(String what, float[] answer, float[] expected, double bound) {
    boolean same = answer.length == expected.length;
    for (int i = 0; i < expected.length && same; i++) {
      same = close(what + " " + i, answer[i], expected[i], bound);
    }
    return same;
  }

  private boolean close(String what, double answer, double expected, double bound) {
    boolean same =
        Double.compare(answer, expected) == 0
            || Math.abs(answer - expected) <= bound * Math.max(1, Math.abs(expected));
    if (!same) {
      log.accept(String.format(Locale.ROOT, "%s is %.8g, not %.8g", what, answer, expected));
    }
    return same;
  }

  private boolean agrees(long seed) {
    Net.Trained net = RandomNet.draw(seed);
    Course answer = train(net, backend);
    Course expected = train(net, reference);
    double moved = distance(expected.parameters, net.start());
    double apart = distance(answer.parameters, expected.parameters);
    if (apart > tolerance.trained * moved) {
      log.accept(
          String.format(
              Locale.ROOT, "parameters are %.3g apart, having moved by %.3g", apart, moved));
      return false;
    }
    boolean same = true;
    for (int i = 0; i < expected.scores.size(); i++) {
      same &= close("score " + i, answer.scores.get(i), expected.scores.get(i), tolerance.trained);
    }
    return same;
  }

  /** What became of a network. */
  private record Course(List<Double> scores, List<Float> parameters) {}

  private static Course train(Net.Trained net, Backend on) {
    Floats parameters = net.parameters();
    Floats gradients = Floats.zeros(parameters.shape());
    Floats state = Floats.zeros(Shape.of(Math.max(1, net.states())));
    List<Double> scores = new ArrayList<>();
    try (Vectors vectors =
            Vectors.of(on, parameters.buffer(), gradients.buffer())
                .with(on.reside(state.buffer()));
        Program program = on.compile(net.graph(), vectors)) {
      vectors.push();
      for (int i = 0; i < STEPS; i++) {
        program.run(net.at(i));
        scores.add(program.score());
      }
      vectors.fetch();
    }
    List<Float> trained = new ArrayList<>();
    for (int i = 0; i < parameters.buffer().capacity(); i++) {
      trained.add(parameters.buffer().get(i));
    }
    return new Course(scores, trained);
  }

  private static double distance(List<Float> left, List<Float> right) {
    double sum = 0;
    for (int i = 0; i < left.size(); i++) {
      double apart = left.get(i) - right.get(i);
      sum += apart * apart;
    }
    return Math.sqrt(sum);
  }
}
