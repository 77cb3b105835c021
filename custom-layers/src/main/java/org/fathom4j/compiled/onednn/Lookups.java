package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Lookup;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Step;

/** Columns of tables, in Java. */
final class Lookups {
  private Lookups() {}

  static void assemble(Step step, Lookup lookup, Assembler program) {
    boolean forward = step.pass() == Pass.FORWARD;
    program.java(
        step,
        (reads, writes, now) -> {
          if (forward) {
            forward(reads, writes.get(0));
          } else {
            parameters(reads, writes);
          }
        });
  }

  private static void forward(List<HostTensor> reads, HostTensor y) {
    FloatBuffer numbers = reads.get(0).buffer();
    HostTensor table = reads.get(1);
    FloatBuffer cells = table.buffer();
    int columns = (int) table.shape().size(1);
    float[] bias = new float[(int) table.shape().size(0)];
    if (reads.size() > 2) {
      reads.get(2).buffer().get(0, bias);
    }
    float[] row = new float[bias.length];
    for (int n = 0; n < numbers.capacity(); n++) {
      int place = Lookup.place(numbers.get(n), n, table.shape());
      for (int o = 0; o < row.length; o++) {
        row[o] = cells.get(o * columns + place) + bias[o];
      }
      y.buffer().put(n * row.length, row);
    }
  }

  private static void parameters(List<HostTensor> reads, List<HostTensor> writes) {
    FloatBuffer numbers = reads.get(0).buffer();
    FloatBuffer dy = reads.get(1).buffer();
    HostTensor table = writes.get(0);
    FloatBuffer cells = table.buffer();
    int columns = (int) table.shape().size(1);
    float[] zeros = new float[columns];
    float[] sums = new float[(int) table.shape().size(0)];
    for (int o = 0; o < sums.length; o++) {
      cells.put(o * columns, zeros);
    }
    float[] row = new float[sums.length];
    for (int n = 0; n < numbers.capacity(); n++) {
      dy.get(n * row.length, row);
      int place = (int) numbers.get(n);
      for (int o = 0; o < row.length; o++) {
        cells.put(o * columns + place, cells.get(o * columns + place) + row[o]);
        sums[o] += row[o];
      }
    }
    if (writes.size() > 1) {
      writes.get(1).buffer().put(0, sums);
    }
  }
}
