package org.fathom4j.compiled.cuda.program;

import java.util.Locale;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Sum;

/** What is done element by element. */
final class Elements {
  /** Terms of one kernel. */
  private static final int TERMS = 3;

  /** Where in a mask's numbers stands what elements that are kept are multiplied by. */
  private static final int KEPT = 4;

  private Elements() {}

  static void copy(Assembler program, Place x, Place y, long elements) {
    program.each("copy", elements, new Arguments().place(x).place(y));
  }

  static void fill(Assembler program, double value, Place y, long elements) {
    program.each("fill", elements, new Arguments().real(value).place(y));
  }

  static void fill(Fill fill, Assembler program) {
    fill(program, fill.value(), program.write(0), program.size(program.out(0)));
  }

  static void product(Product product, Assembler program) {
    program.each(
        "product",
        program.size(program.out(0)),
        new Arguments().place(program.read(0)).place(program.read(1)).place(program.write(0)));
  }

  static void sum(Sum sum, Assembler program) {
    int terms = sum.factors().size();
    for (int first = 0; first < terms; first += TERMS) {
      Arguments arguments = new Arguments().whole(first == 0 ? 1 : 0);
      for (int i = first; i < first + TERMS; i++) {
        arguments
            .place(program.read(Math.min(i, terms - 1)))
            .real(i < terms ? sum.factors().get(i) : 0);
      }
      program.each("sum", program.size(program.out(0)), arguments.place(program.write(0)));
    }
  }

  static void arithmetic(Arithmetic arithmetic, Assembler program) {
    program.each(
        arithmetic.operator().name().toLowerCase(Locale.ROOT),
        program.size(program.out(0)),
        new Arguments()
            .place(program.table())
            .whole(program.factor(arithmetic.left()), program.factor(arithmetic.right()))
            .place(program.read(0))
            .place(program.read(1))
            .place(program.write(0)));
  }

  static void dropout(Dropout dropout, Assembler program) {
    int elements = program.size(program.out(0));
    if (program.pass() == Pass.FORWARD) {
      Place draw = program.table().plus(program.draw(dropout));
      program.each(
          "dropout_forward",
          elements,
          new Arguments()
              .place(draw)
              .place(draw.plus(KEPT))
              .place(program.read(0))
              .place(program.write(0))
              .place(program.write(1)));
    } else {
      program.each(
          "product",
          elements,
          new Arguments().place(program.read(0)).place(program.read(1)).place(program.write(0)));
    }
  }

  static void maximum(PieceMaximum maximum, Assembler program) {
    boolean forward = program.pass() == Pass.FORWARD;
    int units = program.size(forward ? program.out(0) : program.in(0));
    long examples = program.out(0).size(0);
    Arguments arguments = new Arguments().whole(units / examples, maximum.pieces());
    if (forward) {
      program.each(
          "piece_maximum_forward",
          units,
          arguments.place(program.read(0)).place(program.write(0)).place(program.write(1)));
    } else {
      program.each(
          "piece_maximum_backward",
          program.size(program.out(0)),
          arguments.place(program.read(0)).place(program.read(1)).place(program.write(0)));
    }
  }
}
