package org.fathom4j.compiled.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.sum;
import org.fathom4j.compiled.graph.Concatenation;
import org.fathom4j.compiled.graph.Product;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Sum;
import org.fathom4j.compiled.graph.Tensor;

/** Several tensors made one: where their layouts differ, all take that of the first. */
final class Combinations {
  private Combinations() {}

  static void sum(Step step, Sum operation, Assembler program) {
    float[] factors = new float[operation.factors().size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = operation.factors().get(i).floatValue();
    }
    desc layout = program.layout(step.read(0));
    List<Slot> terms = step.reads().stream().map(term -> program.read(term, layout)).toList();
    sum.primitive_desc description =
        new sum.primitive_desc(
            program.engine(), layout, factors, layouts(terms), program.attributes(step), false);
    execute(step, description, new sum(description), terms, layout, program);
  }

  static void concatenate(Step step, Concatenation operation, Assembler program) {
    List<Slot> parts = step.reads().stream().map(part -> part(part, program)).toList();
    desc layout = Layouts.plain(step.write(0).shape());
    concat.primitive_desc description =
        new concat.primitive_desc(
            program.engine(),
            layout,
            operation.axis(),
            layouts(parts),
            program.attributes(step),
            false);
    execute(step, description, new concat(description), parts, layout, program);
  }

  private static Slot part(Tensor part, Assembler program) {
    return program.read(part, Layouts.plain(part.shape()));
  }

  private static memory_desc_vector layouts(List<Slot> slots) {
    return new memory_desc_vector(
        slots.stream().map(slot -> slot.memory().get_desc()).toArray(desc[]::new));
  }

  private static void execute(
      Step step,
      primitive_desc_base description,
      primitive kernel,
      List<Slot> sources,
      desc layout,
      Assembler program) {
    Map<Integer, Slot> arguments = new HashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      arguments.put(dnnl.DNNL_ARG_MULTIPLE_SRC + i, sources.get(i));
    }
    arguments.put(dnnl.DNNL_ARG_DST, program.write(step.write(0), layout));
    program.execute(step, description, kernel, arguments);
  }

  static void product(Step step, Product operation, Assembler program) {
    desc layout = program.layout(step.read(0));
    Slot left = program.slot(step.read(0));
    Slot right = program.read(step.read(1), layout);
    multiply(step, program, left, right, program.write(step.write(0), layout));
  }

  /** Adds the product of two slots of one layout; the result may be the first. */
  static void multiply(Step step, Assembler program, Slot left, Slot right, Slot result) {
    desc layout = left.memory().get_desc();
    program.execute(
        step,
        new binary.primitive_desc(
            program.engine(),
            algorithm.binary_mul,
            layout,
            layout,
            layout,
            program.attributes(step),
            false),
        Map.of(dnnl.DNNL_ARG_SRC_0, left, dnnl.DNNL_ARG_SRC_1, right, dnnl.DNNL_ARG_DST, result));
  }
}
