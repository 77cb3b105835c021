package org.fathom4j.compiled.cuda.program;

import java.util.List;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Normalization;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.RunningStatistics;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
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
    Step step = program.step();
    boolean fixed = normalization.fixed();
    program.each(
        channels("normalization_forward", step.write(0))
            .real(normalization.epsilon())
            .own(step.read(0))
            .anywhere(step.read(1))
            .anywhere(step.read(2))
            .anywhere(fixed ? step.read(3) : step.write(1))
            .anywhere(fixed ? step.read(4) : step.write(2))
            .result(step.write(0)));
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
    Step step = program.step();
    program.each(
        channels("normalization_backward", step.write(0))
            .real(normalization.epsilon())
            .real(normalization.fixed() ? 0 : 1.0 / runs.summed())
            .own(step.read(0))
            .anywhere(step.read(1))
            .anywhere(step.read(2))
            .anywhere(step.read(3))
            .own(step.read(4))
            .anywhere(step.write(1))
            .anywhere(step.write(2))
            .result(step.write(0)));
  }

  static List<Call> local(LocalResponse response, Step step) {
    boolean forward = step.pass() == Pass.FORWARD;
    Tensor y = step.write(0);
    Call call =
        channels("local_response_" + (forward ? "forward" : "backward"), y)
            .whole(response.reach())
            .real(response.alpha(), response.beta());
    return List.of(
        forward
            ? call.real(response.k()).anywhere(step.read(0)).result(y).result(step.write(1))
            : call.anywhere(step.read(0)).anywhere(step.read(1)).anywhere(step.read(2)).result(y));
  }

  /** With channels, and elements of each. */
  private static Call channels(String function, Tensor each) {
    Shape shape = each.shape();
    return Call.of(function, each)
        .whole(shape.size(1), shape.elements() / shape.size(0) / shape.size(1));
  }

  static List<Call> running(RunningStatistics running, Step step) {
    return List.of(
        Call.of("running_statistics", step.write(0))
            .real(running.decay())
            .whole(running.logarithmic() ? 1 : 0)
            .own(step.read(0))
            .own(step.read(1))
            .own(step.read(2))
            .own(step.read(3))
            .result(step.write(0))
            .result(step.write(1)));
  }

  static List<Call> variance(VarianceOfLogarithm variance, Step step) {
    Tensor y = step.write(0);
    return List.of(Call.of("variance_of_logarithm", y).own(step.read(0)).result(y));
  }
}
