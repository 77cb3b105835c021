package org.fathom4j.compiled.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fathom4j.compiled.graph.Arithmetic;
import org.fathom4j.compiled.graph.Arithmetic.Factor;
import org.fathom4j.compiled.graph.Arithmetic.Operator;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Operation;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.RowSums;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Update;
import org.fathom4j.compiled.graph.UpdateRule;

/**
 * An update as primitives, on all threads: the gradients were left in the caches of all cores, and
 * one alone waits for them. In place, with no memory but the network's own; g is summed over the
 * examples until the rule makes it a step.
 */
final class LongUpdate {
  /** An update is bound by memory; below this size a call of the library costs more. */
  private static final int LONG = 32_768;

  private static final int ROW = 1024;

  /**
   * Elements that all primitives go through before the next ones: so many of each vector stay in
   * the caches from one primitive to the next, and memory is read and written once. Of fewer, more
   * primitives wait for the slower thread, and memory begins to stream more often.
   */
  private static final int PART = 256 * ROW;

  private static final Set<Class<?>> RULES =
      Set.of(UpdateRule.Scaled.class, UpdateRule.Nesterov.class, UpdateRule.Adam.class);
  private static final Factor ONE = batch -> 1;

  private final Step step;
  private final Update update;
  private final Assembler program;
  private final GraphBuilder graph = new GraphBuilder(true);
  private final List<Tensor> sums = new ArrayList<>();

  private LongUpdate(Step step, Update update, Assembler program) {
    this.step = step;
    this.update = update;
    this.program = program;
    graph.enter(step.layer());
  }

  /** The kernel of all updates, long and short. */
  static void assemble(Step step, Update update, Assembler program) {
    boolean worthIt =
        step.write(0).shape().elements() >= LONG
            && RULES.contains(update.rule().getClass())
            && update.signs().isEmpty();
    if (worthIt) {
      new LongUpdate(step, update, program).assemble();
    } else {
      program.java(step, new ShortUpdate(update));
    }
  }

  private void assemble() {
    long count = step.write(0).shape().elements();
    long parts = Math.max(1, count / PART);
    for (long part = 0; part < parts; part++) {
      long first = part * PART;
      new Part(first, part == parts - 1 ? count - first : PART).move();
    }
    Tensor doubt = step.write(step.writes().size() - 1);
    program.java(
        step.layer() + " are parameters finite",
        sums,
        List.of(doubt),
        (reads, writes, now) -> writes.get(0).buffer().put(0, doubt(reads)));
  }

  /** 0, or NaN where a sum is not finite. */
  private static float doubt(List<HostTensor> sums) {
    float doubt = 0;
    for (HostTensor each : sums) {
      FloatBuffer elements = each.buffer();
      for (int i = 0; i < elements.limit(); i++) {
        doubt += 0 * elements.get(i);
      }
    }
    return doubt;
  }

  /** A run of the elements. */
  private final class Part {
    private final long first;
    private final long count;
    private final Tensor p;
    private final Tensor g;

    Part(long first, long count) {
      this.first = first;
      this.count = count;
      this.p = cut(0);
      this.g = cut(1);
    }

    private Tensor cut(int index) {
      Storage whole = step.write(index).storage();
      Shape shape = Shape.of(count);
      if (whole instanceof Storage.Parameter parameters) {
        return graph.parameter("p", shape, parameters.offset() + first);
      }
      if (whole instanceof Storage.Gradient gradients) {
        return graph.gradient("g", shape, gradients.offset() + first);
      }
      return graph.state("state", shape, ((Storage.State) whole).offset() + first);
    }

    private void move() {
      if (update.pull().isPresent()) {
        set(g, Operator.PLUS, update.share(), g, update.pull().get(), p);
        move(ONE);
      } else {
        move(update.share());
      }
      if (update.decay().isPresent()) {
        set(g, Operator.PLUS, ONE, g, update.decay().get(), p);
      }
      set(p, Operator.PLUS, ONE, p, batch -> -1, g);
      sum();
    }

    private void move(Factor share) {
      UpdateRule rule = update.rule();
      if (rule instanceof UpdateRule.Nesterov nesterov) {
        nesterov(nesterov, share);
      } else if (rule instanceof UpdateRule.Adam adam) {
        adam(adam, share);
      } else {
        Factor rate = ((UpdateRule.Scaled) rule).rate();
        Factor half = batch -> rate.at(batch) * share.at(batch) / 2;
        set(g, Operator.PLUS, half, g, half, g); // r g: arithmetic always takes two tensors
      }
    }

    private void nesterov(UpdateRule.Nesterov nesterov, Factor share) {
      Factor momentum = nesterov.momentum();
      Factor rate = batch -> nesterov.rate().at(batch) * share.at(batch);
      Tensor v = cut(2);
      set(v, Operator.PLUS, momentum, v, batch -> -rate.at(batch), g);
      set(g, Operator.PLUS, rate, g, batch -> -momentum.at(batch), v);
    }

    private void adam(UpdateRule.Adam adam, Factor share) {
      double beta1 = adam.beta1();
      Tensor m = cut(2);
      Tensor v = cut(3);
      set(m, Operator.PLUS, batch -> beta1, m, batch -> (1 - beta1) * share.at(batch), g);
      new AdamKernels(adam, program).move(step, share, g, m, v);
    }

    private void sum() {
      long from = ((Storage.Parameter) p.storage()).offset();
      Tensor most = graph.parameter("rows", Shape.of(count / ROW, ROW), from);
      sums.add(sumOf(most));
      if (count % ROW > 0) { // a last row that overlaps: kernels refuse one of one element
        Tensor last = graph.parameter("last", Shape.of(1, ROW), from + count - ROW);
        sums.add(sumOf(last));
      }
    }

    private Tensor sumOf(Tensor rows) {
      Tensor y = graph.tensor("sums", Shape.of(rows.shape().size(0), 1));
      add(new RowSums(), List.of(rows), y);
      return y;
    }
  }

  private void set(Tensor y, Operator operator, Factor a, Tensor left, Factor b, Tensor right) {
    add(new Arithmetic(operator, a, b), List.of(left, right), y);
  }

  private void add(Operation operation, List<Tensor> reads, Tensor y) {
    Step each = new Step(step.layer(), operation, Pass.FORWARD, reads, List.of(y));
    OneDnnBackend.assemble(each, program);
  }
}
