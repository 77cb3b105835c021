package org.fathom4j.compiled.cuda.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Fill;
import org.fathom4j.compiled.graph.NonNegative;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.PieceMaximum;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Tensor;

/** What is done element by element. */
final class Elements {
  private Elements() {}

  static List<Call> fill(Fill fill, Step step) {
    return List.of(filled(fill.value(), step.write(0)));
  }

  static Call filled(double value, Tensor y) {
    return Call.of("filled", y).real(value).result(y);
  }

  static List<Call> product(Product product, Step step) {
    Tensor y = step.write(0);
    return List.of(Call.of("product", y).own(step.read(0)).own(step.read(1)).result(y));
  }

  static List<Call> sum(Sum sum, Step step) {
    Tensor y = step.write(0);
    List<Call> terms = new ArrayList<>();
    for (int i = 0; i < sum.factors().size(); i++) {
      Call term =
          Call.of(i == 0 ? "first_term" : "next_term", y)
              .real(sum.factors().get(i))
              .own(step.read(i));
      terms.add(i == 0 ? term.result(y) : term.changed(y));
    }
    return terms;
  }

  static List<Call> arithmetic(Arithmetic arithmetic, Step step) {
    return List.of(
        Call.of(arithmetic.operator().name().toLowerCase(Locale.ROOT), step.write(0))
            .numbers()
            .number(arithmetic.left())
            .number(arithmetic.right())
            .own(step.read(0))
            .own(step.read(1))
            .result(step.write(0)));
  }

  /** Forward and backward alike: nobody keeps the mask. */
  static List<Call> dropout(Dropout dropout, Step step) {
    Tensor x = step.read(step.pass() == Pass.FORWARD ? 0 : 1);
    Tensor y = step.write(0);
    return List.of(Call.of("dropout", y).numbers().draw(dropout).own(x).result(y));
  }

  static List<Call> maximum(PieceMaximum maximum, Step step) {
    boolean forward = step.pass() == Pass.FORWARD;
    Tensor units = forward ? step.write(0) : step.read(0);
    long unit = units.shape().elements() / units.shape().size(0);
    Call call =
        Call.of("piece_maximum_" + (forward ? "forward" : "backward"), units)
            .whole(unit, maximum.pieces());
    return List.of(
        forward
            ? call.anywhere(step.read(0)).result(units).result(step.write(1))
            : call.own(units).own(step.read(1)).spread(step.write(0)));
  }

  static List<Call> nonNegative(NonNegative rule, Step step) {
    return List.of(Call.of("not_below_zero", step.write(0)).changed(step.write(0)));
  }
}
