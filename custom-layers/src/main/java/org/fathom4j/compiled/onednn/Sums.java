package org.fathom4j.compiled.onednn;

import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.reduction;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.Step;

/** Reductions to one value a row. */
final class Sums {
  private Sums() {}

  static void assemble(Step step, RowSums operation, Assembler program) {
    desc rows = Layouts.plain(step.read(0).shape());
    desc sums = Layouts.plain(step.write(0).shape());
    program.execute(
        step,
        new reduction.primitive_desc(
            program.engine(),
            algorithm.reduction_sum,
            rows,
            sums,
            0,
            0,
            program.attributes(step),
            false),
        Map.of(
            dnnl.DNNL_ARG_SRC,
            program.read(step.read(0), rows),
            dnnl.DNNL_ARG_DST,
            program.write(step.write(0), sums)));
  }
}
