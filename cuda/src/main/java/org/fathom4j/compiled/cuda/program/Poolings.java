package org.fathom4j.compiled.cuda.program;

import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Window;

/** Sliding windows. */
final class Poolings {
  private Poolings() {}

  /** A window and the planes that it slides over and fills, as kernels take them. */
  static Arguments window(Window window, Shape x, Shape y) {
    return new Arguments()
        .whole(x.size(2), x.size(3), y.size(2), y.size(3))
        .whole(window.kernelHeight(), window.kernelWidth())
        .whole(window.strideHeight(), window.strideWidth())
        .whole(window.dilationHeight(), window.dilationWidth())
        .whole(window.padding().top(), window.padding().left());
  }

  static void run(Pooling pooling, Assembler program) {
    boolean forward = program.pass() == Pass.FORWARD;
    boolean largest = pooling.kind() == Pooling.Kind.MAX;
    Shape x = forward ? program.in(0) : program.out(0);
    Shape y = forward ? program.out(0) : program.in(0);
    Arguments arguments = new Arguments();
    if (!largest) {
      arguments.whole(pooling.kind() == Pooling.Kind.MEAN_WITH_PADDING ? 1 : 0);
    }
    arguments.all(window(pooling.window(), x, y)).place(program.read(0));
    if (largest && !forward) {
      arguments.place(program.read(1));
    }
    arguments.place(program.write(0));
    if (largest && forward) {
      arguments.place(program.write(1));
    }
    program.each(
        "pooling_%s_%s".formatted(largest ? "max" : "mean", forward ? "forward" : "backward"),
        program.size(program.out(0)),
        arguments);
  }
}
