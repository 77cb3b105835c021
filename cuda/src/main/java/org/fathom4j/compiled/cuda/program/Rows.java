package org.fathom4j.compiled.cuda.program;

import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.Length;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.UnitLength;

/** What is done row by row. */
final class Rows {
  private Rows() {}

  static void loss(Loss loss, Assembler program) {
    Shape z = program.in(0);
    int rows = (int) z.size(0);
    int outputs = (int) z.size(1);
    int width = Assembler.width(outputs);
    Place unused = program.read(0);
    Place scores = program.scratch(rows);
    program.rows(
        "loss",
        rows,
        width,
        new Arguments()
            .whole(rows, outputs, width, kind(loss.kind()))
            .place(program.read(0))
            .place(program.read(1))
            .whole(program.optional(2).isPresent() ? 1 : 0)
            .place(program.optional(2).orElse(unused))
            .whole(loss.weights().isEmpty() ? 0 : 1)
            .place(loss.weights().isEmpty() ? unused : program.constant(loss.weights()))
            .real(loss.clip())
            .place(program.write(0))
            .place(scores));
    Sums.add(
        program,
        Sums.Term.PLAIN,
        Runs.everything(rows),
        Sums.Operands.of(scores),
        loss.share(),
        program.write(1));
  }

  static void sums(RowSums sums, Assembler program) {
    Sums.add(
        program,
        Sums.Term.PLAIN,
        Runs.of(program.in(0), d -> d > 0),
        Sums.Operands.of(program.read(0)),
        1,
        program.write(0));
  }

  static void length(Length length, Assembler program) {
    Shape x = program.in(0).flattened();
    if (program.pass() == Pass.FORWARD) {
      lengths(program, x, program.write(0));
    } else {
      Step step = program.step();
      program.each(
          Call.of("length_backward", step.write(0))
              .whole(x.size(1))
              .real(length.floor())
              .own(step.read(0))
              .anywhere(step.read(1))
              .anywhere(step.read(2))
              .result(step.write(0)));
    }
  }

  private static void lengths(Assembler program, Shape x, Place lengths) {
    int width = Assembler.width((int) x.size(1));
    program.rows(
        "length_forward",
        x.size(0),
        width,
        new Arguments().whole(x.size(0), x.size(1), width).place(program.read(0)).place(lengths));
  }

  static void unit(UnitLength unit, Assembler program) {
    Shape x = program.in(0).flattened();
    if (program.pass() == Pass.FORWARD) {
      lengths(program, x, program.write(1));
      Step step = program.step();
      program.each(
          Call.of("unit_length_forward", step.write(0))
              .whole(x.size(1))
              .real(unit.floor())
              .own(step.read(0))
              .anywhere(step.write(1))
              .result(step.write(0)));
    } else {
      int width = Assembler.width((int) x.size(1));
      program.rows(
          "unit_length_backward",
          x.size(0),
          width,
          new Arguments()
              .whole(x.size(0), x.size(1), width)
              .real(unit.floor())
              .place(program.read(0))
              .place(program.read(1))
              .place(program.read(2))
              .place(program.write(0)));
    }
  }

  /** As the kernel numbers them. */
  private static int kind(Loss.Kind kind) {
    return switch (kind) {
      case SOFTMAX_CROSS_ENTROPY -> 0;
      case SIGMOID_CROSS_ENTROPY -> 1;
      case SQUARES -> 2;
      case MAGNITUDES -> 3;
    };
  }
}
