package org.fathom4j.compiled.cuda.program;

import java.util.Optional;
import org.fathom4j.compiled.cuda.device.MatrixProduct;
import org.fathom4j.compiled.cuda.device.MatrixProduct.Factor;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.cuda.device.Work;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Shape;

/** Dense layers: products of matrices, by the device's library where it has one. */
final class Products {
  private static final int TILE = 16;

  private Products() {}

  static void run(InnerProduct product, Assembler program) {
    switch (program.pass()) {
      case FORWARD -> {
        Shape x = program.in(0).flattened();
        add(
            program,
            new MatrixProduct(
                (int) x.size(0),
                (int) program.out(0).size(1),
                (int) x.size(1),
                new Factor(program.read(0), false),
                new Factor(program.read(1), true),
                program.optional(2),
                program.step().fused(),
                program.write(0)));
      }
      case BACKWARD_DATA -> {
        Shape dx = program.out(0).flattened();
        add(
            program,
            new MatrixProduct(
                (int) dx.size(0),
                (int) dx.size(1),
                (int) program.in(0).size(1),
                new Factor(program.read(0), false),
                new Factor(program.read(1), false),
                Optional.empty(),
                Optional.empty(),
                program.write(0)));
      }
      case BACKWARD_PARAMETERS -> {
        Shape x = program.in(0).flattened();
        add(
            program,
            new MatrixProduct(
                (int) program.in(1).size(1),
                (int) x.size(1),
                (int) x.size(0),
                new Factor(program.read(1), true),
                new Factor(program.read(0), false),
                Optional.empty(),
                Optional.empty(),
                program.write(0)));
        bias(program);
      }
    }
  }

  /** The gradient of a bias: the sums over each channel of dy. */
  static void bias(Assembler program) {
    if (program.step().writes().size() > 1) {
      Sums.add(
          program,
          Sums.Term.PLAIN,
          Runs.channels(program.in(1)),
          Sums.Operands.of(program.read(1)),
          1,
          program.write(1));
    }
  }

  private static void add(Assembler program, MatrixProduct product) {
    Optional<Work> whole = program.device().prepare(product);
    if (whole.isPresent()) {
      program.queue(whole.get());
      return;
    }
    MatrixProduct plain = without(product);
    Optional<Work> prepared =
        product.function().isPresent() ? program.device().prepare(plain) : Optional.empty();
    prepared.ifPresentOrElse(program::queue, () -> kernel(program, plain));
    Optional<Activation> function = product.function();
    function.ifPresent(f -> program.each(Functions.applied(f, program.step().write(0))));
  }

  private static MatrixProduct without(MatrixProduct product) {
    return new MatrixProduct(
        product.rows(),
        product.columns(),
        product.depth(),
        product.left(),
        product.right(),
        product.bias(),
        Optional.empty(),
        product.result());
  }

  private static void kernel(Assembler program, MatrixProduct product) {
    int rows = product.rows();
    int columns = product.columns();
    int depth = product.depth();
    boolean leftTurned = product.left().transposed();
    boolean rightTurned = product.right().transposed();
    Place bias = product.bias().orElse(product.result());
    program.launch(
        "matrix_product",
        Math.multiplyExact((rows + TILE - 1) / TILE, (columns + TILE - 1) / TILE),
        new Arguments()
            .whole(rows, columns, depth)
            .place(product.left().place())
            .whole(leftTurned ? 1 : depth, leftTurned ? rows : 1)
            .place(product.right().place())
            .whole(rightTurned ? 1 : columns, rightTurned ? depth : 1)
            .whole(product.bias().isPresent() ? 1 : 0)
            .place(bias)
            .place(product.result()));
  }
}
