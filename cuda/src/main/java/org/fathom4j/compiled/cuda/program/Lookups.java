package org.fathom4j.compiled.cuda.program;

import java.nio.FloatBuffer;
import java.util.List;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Lookup;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;

/** Columns of a table; numbers that are none of its columns' are refused in Java, before. */
final class Lookups {
  private Lookups() {}

  private record Check(Shape table) implements HostOperation {
    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      FloatBuffer numbers = reads.get(0).buffer();
      for (int n = 0; n < numbers.capacity(); n++) {
        Lookup.place(numbers.get(n), n, table);
      }
      return 0;
    }

    @Override
    public String describe() {
      return "check of the numbers that are looked up";
    }
  }

  static void run(Lookup lookup, Assembler program) {
    if (program.pass() == Pass.FORWARD) {
      program.check(new Check(program.in(1)));
      forward(program);
    } else {
      backward(program);
    }
  }

  private static void forward(Assembler program) {
    Step step = program.step();
    boolean biased = step.reads().size() > 2;
    program.each(
        Call.of("lookup_forward", step.write(0))
            .whole(program.out(0).size(1), program.in(1).size(1), biased ? 1 : 0)
            .anywhere(step.read(0))
            .anywhere(step.read(1))
            .anywhere(step.read(biased ? 2 : 1))
            .result(step.write(0)));
  }

  private static void backward(Assembler program) {
    Step step = program.step();
    Shape table = program.out(0);
    program.each(
        Call.of("lookup_backward", step.write(0))
            .whole(table.size(0), table.size(1), program.in(0).elements())
            .anywhere(step.read(0))
            .anywhere(step.read(1))
            .result(step.write(0)));
    Products.bias(program);
  }
}
