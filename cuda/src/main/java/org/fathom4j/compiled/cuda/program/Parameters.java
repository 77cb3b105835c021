package org.fathom4j.compiled.cuda.program;

import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.GradientBound;
import org.fathom4j.compiled.graph.NormLimit;
import org.fathom4j.compiled.graph.Penalty;

/** What parameters and their gradients are held to. */
final class Parameters {
  private Parameters() {}

  static void norms(NormLimit limit, Assembler program) {
    Runs runs = Runs.of(program.out(0), d -> limit.summed().contains(d));
    Place p = program.write(0);
    Place squares = program.scratch(runs.kept());
    Sums.add(program, Sums.Term.SQUARES, runs, Sums.Operands.of(p), 1, squares);
    program.each(
        "norm_limit",
        program.size(program.out(0)),
        runs.arguments()
            .whole(kind(limit.kind()))
            .place(program.table())
            .whole(program.factor(limit.least()))
            .whole(program.factor(limit.most()))
            .whole(program.factor(limit.rate()))
            .real(limit.epsilon())
            .place(squares)
            .place(p));
  }

  static void penalty(Penalty penalty, Assembler program) {
    Runs runs = Runs.everything(program.in(0).elements());
    Sums.Operands p = Sums.Operands.of(program.read(0));
    Place magnitudes = program.scratch(1);
    Place squares = program.scratch(1);
    if (penalty.signs().isPresent()) {
      Sums.add(program, Sums.Term.MAGNITUDES, runs, p, 1, magnitudes);
    }
    if (penalty.squares().isPresent()) {
      Sums.add(program, Sums.Term.SQUARES, runs, p, 1, squares);
    }
    program.launch(
        "penalty",
        1,
        new Arguments()
            .place(program.table())
            .whole(program.factor(penalty.signs()), program.factor(penalty.squares()))
            .place(magnitudes)
            .place(squares)
            .place(program.write(0)));
  }

  static void bound(GradientBound bound, Assembler program) {
    int tensors = bound.shares().size();
    Place squares = program.scratch(tensors);
    for (int t = 0; t < tensors; t++) {
      int elements = program.size(program.out(t));
      Place g = program.write(t);
      int share = program.factor(bound.shares().get(t));
      program.each(
          "scaled", elements, new Arguments().place(program.table()).whole(share).place(g));
      if (bound.kind() != GradientBound.Kind.ELEMENTS) {
        Sums.add(
            program,
            Sums.Term.SQUARES,
            Runs.everything(elements),
            Sums.Operands.of(g),
            1,
            squares.plus(t));
      }
    }
    for (int t = 0; t < tensors; t++) {
      program.each(
          "gradient_bound",
          program.size(program.out(t)),
          new Arguments()
              .whole(kind(bound.kind()))
              .real(bound.limit())
              .whole(tensors)
              .place(squares)
              .place(program.write(t)));
    }
  }

  /** As the kernel numbers them. */
  private static int kind(NormLimit.Kind kind) {
    return switch (kind) {
      case MOST -> 0;
      case BETWEEN -> 1;
      case UNIT -> 2;
    };
  }

  private static int kind(GradientBound.Kind kind) {
    return switch (kind) {
      case ELEMENTS -> 0;
      case LENGTH -> 1;
      case UNIT -> 2;
    };
  }
}
