package org.fathom4j.compiled.cuda.program;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Tensor;

/**
 * What is done element by element: a function of the kernels' source, called for each of so many
 * elements. It gets an element's index and then its operands.
 *
 * @param function as the source names it
 * @param elements how many
 * @param operands in the order of the function's parameters
 */
record Call(String function, long elements, List<Call.Operand> operands) {
  /** What a function is called with. */
  sealed interface Operand {
    /** An {@code int}. */
    record Whole(int value) implements Operand {}

    /** A {@code float}. */
    record Real(float value) implements Operand {}

    /** The table of numbers that change from run to run. */
    record Numbers() implements Operand {}

    /** A number's place in the table, below 0 where there is none. */
    record Variable(Optional<Factor> factor) implements Operand {}

    /** Where a mask's numbers begin in the table. */
    record Draw(Dropout dropout) implements Operand {}

    /** A tensor. */
    record Touched(Tensor tensor, Way way) implements Operand {}
  }

  /** What is done with a tensor. */
  enum Way {
    /** The element's own number is read. */
    OWN(true, false),
    /** The element's own number is written. */
    RESULT(true, true),
    /** The element's own number is read and written. */
    CHANGED(true, true),
    /** It is read anywhere. */
    ANYWHERE(false, false),
    /** Each of its numbers is written by one element, whichever that is. */
    SPREAD(false, true),
    /** It becomes no number where an element is none; in whichever order. */
    DOUBTED(false, true);

    private final boolean own;
    private final boolean writes;

    Way(boolean own, boolean writes) {
      this.own = own;
      this.writes = writes;
    }

    /** Whether nothing but the element's own number is looked at. */
    boolean own() {
      return own;
    }

    boolean writes() {
      return writes;
    }
  }

  /** A call for each element of a tensor, without operands as yet. */
  static Call of(String function, Tensor each) {
    return new Call(function, each.shape().elements(), List.of());
  }

  private Call with(Stream<? extends Operand> more) {
    return new Call(function, elements, Stream.concat(operands.stream(), more).toList());
  }

  private Call with(Operand operand) {
    return with(Stream.of(operand));
  }

  Call whole(long... values) {
    return with(Arrays.stream(values).mapToObj(v -> new Operand.Whole(Math.toIntExact(v))));
  }

  Call real(double... values) {
    return with(Arrays.stream(values).mapToObj(v -> new Operand.Real((float) v)));
  }

  Call numbers() {
    return with(new Operand.Numbers());
  }

  Call number(Factor factor) {
    return number(Optional.of(factor));
  }

  Call number(Optional<Factor> factor) {
    return with(new Operand.Variable(factor));
  }

  Call draw(Dropout dropout) {
    return with(new Operand.Draw(dropout));
  }

  Call own(Tensor tensor) {
    return with(new Operand.Touched(tensor, Way.OWN));
  }

  Call result(Tensor tensor) {
    return with(new Operand.Touched(tensor, Way.RESULT));
  }

  Call changed(Tensor tensor) {
    return with(new Operand.Touched(tensor, Way.CHANGED));
  }

  Call anywhere(Tensor tensor) {
    return with(new Operand.Touched(tensor, Way.ANYWHERE));
  }

  Call spread(Tensor tensor) {
    return with(new Operand.Touched(tensor, Way.SPREAD));
  }

  Call doubted(Tensor tensor) {
    return with(new Operand.Touched(tensor, Way.DOUBTED));
  }

  /** The tensors among the operands. */
  Stream<Operand.Touched> touched() {
    return operands.stream()
        .filter(Operand.Touched.class::isInstance)
        .map(Operand.Touched.class::cast);
  }
}
