package org.fathom4j.compiled.cuda.program;

import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.RunningStatistics;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.VarianceOfLogarithm;

/** Channels brought to a common scale. */
final class Normalizations {
  private Normalizations() {}

  static void run(Normalization normalization, Assembler program) {
    if (program.pass() == Pass.FORWARD) {
      forward(normalization, program);
    } else {
      backward(normalization, program);
    }
  }

  private static void forward(Normalization normalization, Assembler program) {
    Shape shape = program.in(0);
    Place x = program.read(0);
    Place mean = normalization.fixed() ? program.read(3) : program.write(1);
    Place variance = normalization.fixed() ? program.read(4) : program.write(2);
    if (!normalization.fixed()) {
      Runs runs = Runs.channels(shape);
      double share = 1.0 / runs.summed();
      Sums.add(program, Sums.Term.PLAIN, runs, Sums.Operands.of(x), share, mean);
      Sums.Operands centred = new Sums.Operands(x, x, mean, mean, 0);
      Sums.add(program, Sums.Term.SPREAD, runs, centred, share, variance);
    }
    program.each(
        "normalization_forward",
        shape.elements(),
        channels(shape)
            .real(normalization.epsilon())
            .place(x)
            .place(program.read(1))
            .place(program.read(2))
            .place(mean)
            .place(variance)
            .place(program.write(0)));
  }

  private static void backward(Normalization normalization, Assembler program) {
    Shape shape = program.in(0);
    Runs runs = Runs.channels(shape);
    Place x = program.read(0);
    Place mean = program.read(1);
    Place variance = program.read(2);
    Place dy = program.read(4);
    Sums.Operands normalized = new Sums.Operands(x, dy, mean, variance, normalization.epsilon());
    Sums.add(program, Sums.Term.NORMALIZED, runs, normalized, 1, program.write(1));
    Sums.add(program, Sums.Term.PLAIN, runs, Sums.Operands.of(dy), 1, program.write(2));
    program.each(
        "normalization_backward",
        shape.elements(),
        channels(shape)
            .real(normalization.epsilon())
            .real(normalization.fixed() ? 0 : 1.0 / runs.summed())
            .place(x)
            .place(mean)
            .place(variance)
            .place(program.read(3))
            .place(dy)
            .place(program.write(1))
            .place(program.write(2))
            .place(program.write(0)));
  }

  static void local(LocalResponse response, Assembler program) {
    Shape shape = program.in(0);
    Arguments arguments =
        channels(shape).whole(response.reach()).real(response.alpha()).real(response.beta());
    if (program.pass() == Pass.FORWARD) {
      program.each(
          "local_response_forward",
          shape.elements(),
          arguments
              .real(response.k())
              .place(program.read(0))
              .place(program.write(0))
              .place(program.write(1)));
    } else {
      program.each(
          "local_response_backward",
          shape.elements(),
          arguments
              .place(program.read(0))
              .place(program.read(1))
              .place(program.read(2))
              .place(program.write(0)));
    }
  }

  /** Channels, and elements of each. */
  private static Arguments channels(Shape shape) {
    return new Arguments().whole(shape.size(1), shape.elements() / shape.size(0) / shape.size(1));
  }

  static void running(RunningStatistics running, Assembler program) {
    program.each(
        "running_statistics",
        program.size(program.out(0)),
        new Arguments()
            .real(running.decay())
            .whole(running.logarithmic() ? 1 : 0)
            .place(program.read(0))
            .place(program.read(1))
            .place(program.read(2))
            .place(program.read(3))
            .place(program.write(0))
            .place(program.write(1)));
  }

  static void variance(VarianceOfLogarithm variance, Assembler program) {
    program.each(
        "variance_of_logarithm",
        program.size(program.out(0)),
        new Arguments().place(program.read(0)).place(program.write(0)));
  }
}
