package org.fathom4j.compiled.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.rnn_primitive_desc_base;
import org.bytedeco.dnnl.vanilla_rnn_backward;
import org.bytedeco.dnnl.vanilla_rnn_forward;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Recurrence;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Layers along sequences, by the library's own. It wants the parts of an LSTM in the order input,
 * forget, candidate, output, and those of its peepholes in the order input, forget, output.
 */
final class Recurrences {
  /** Where the library wants each of our parts. */
  private static final List<Integer> PARTS = List.of(2, 1, 3, 0);

  private static final List<Integer> PEEPHOLES = List.of(1, 2, 0);
  private static final List<Integer> ONE = List.of(0);
  private static final List<Integer> STARTS =
      List.of(dnnl.DNNL_ARG_SRC_ITER, dnnl.DNNL_ARG_SRC_ITER_C);
  private static final List<Integer> GRADIENTS_OF_STARTS =
      List.of(dnnl.DNNL_ARG_DIFF_SRC_ITER, dnnl.DNNL_ARG_DIFF_SRC_ITER_C);
  private static final List<Integer> ENDS =
      List.of(dnnl.DNNL_ARG_DST_ITER, dnnl.DNNL_ARG_DST_ITER_C);
  private static final List<Integer> GRADIENTS_OF_ENDS =
      List.of(dnnl.DNNL_ARG_DIFF_DST_ITER, dnnl.DNNL_ARG_DIFF_DST_ITER_C);
  private static final int INPUT = 1;
  private static final int RECURRENT = 2;
  private static final int BIAS = 3;
  private static final int PEEPHOLE = 4;

  private final Step step;
  private final Recurrence recurrence;
  private final Assembler program;
  private final boolean training;
  private final long outputs;
  private final List<Integer> order;
  private final Slot nothing;

  private Recurrences(Step step, Recurrence recurrence, Assembler program) {
    this.step = step;
    this.recurrence = recurrence;
    this.program = program;
    this.training = step.pass() != Pass.FORWARD || step.writes().size() > 1 + states();
    this.outputs = step.read(RECURRENT).shape().size(1);
    this.order = recurrence.cell().parts() == 1 ? ONE : PARTS;
    float[][] zeros = new float[(int) examples()][(int) outputs];
    this.nothing = program.cast(program.constant(zeros), state());
  }

  static void assemble(Step step, Recurrence recurrence, Assembler program) {
    Recurrences kernel = new Recurrences(step, recurrence, program);
    if (step.pass() == Pass.FORWARD) {
      kernel.forward();
    } else {
      kernel.backward();
    }
  }

  private boolean hasPeepholes() {
    return recurrence.cell() == Recurrence.Cell.PEEPHOLE_LSTM;
  }

  private void forward() {
    rnn_primitive_desc_base chosen = forwardDescription();
    Map<Integer, Slot> arguments = inputs(false);
    arguments.put(
        dnnl.DNNL_ARG_DST_LAYER,
        program.write(step.write(0), Layouts.plain(step.write(0).shape())));
    for (int i = 0; i < states(); i++) {
      Tensor last = step.write(1 + i);
      Slot place = program.write(last, Layouts.plain(last.shape()));
      arguments.put(ENDS.get(i), program.cast(place, state()));
    }
    if (training) {
      arguments.put(
          dnnl.DNNL_ARG_WORKSPACE,
          program.write(step.write(1 + states()), chosen.workspace_desc()));
    }
    program.execute(step, chosen, arguments);
  }

  private void backward() {
    int given = step.reads().size() - 3 - states();
    Tensor y = step.read(given);
    Map<Integer, Slot> arguments = inputs(true);
    arguments.put(dnnl.DNNL_ARG_DST_LAYER, plain(y));
    for (int i = 0; i < states(); i++) {
      arguments.put(ENDS.get(i), program.cast(plain(step.read(given + 1 + i)), state()));
      arguments.put(GRADIENTS_OF_ENDS.get(i), nothing);
    }
    arguments.put(dnnl.DNNL_ARG_WORKSPACE, program.slot(step.read(given + 1 + states())));
    arguments.put(dnnl.DNNL_ARG_DIFF_DST_LAYER, plain(step.read(given + 2 + states())));
    arguments.put(
        dnnl.DNNL_ARG_DIFF_SRC_LAYER,
        program.write(step.write(0), Layouts.plain(step.write(0).shape())));
    for (int i = 0; i < recurrence.cell().states(); i++) {
      arguments.put(GRADIENTS_OF_STARTS.get(i), program.place(state()));
    }
    Slot input = sums(dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER, weights(INPUT, false), arguments);
    Slot recurrent = sums(dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER, weights(RECURRENT, false), arguments);
    Slot bias = sums(dnnl.DNNL_ARG_DIFF_BIAS, rows(order.size()), arguments);
    Slot peepholes =
        hasPeepholes()
            ? sums(dnnl.DNNL_ARG_DIFF_WEIGHTS_PEEPHOLE, rows(Recurrence.GATES), arguments)
            : bias;
    program.execute(step, backwardDescription(), arguments);
    handBack(step.write(INPUT), input, order);
    handBack(step.write(RECURRENT), recurrent, order);
    handBack(step.write(BIAS), bias, order);
    if (hasPeepholes()) {
      handBack(step.write(PEEPHOLE), peepholes, PEEPHOLES);
    }
  }

  private Slot plain(Tensor tensor) {
    return program.read(tensor, Layouts.plain(tensor.shape()));
  }

  /** What both passes read; on the way back the library wants the weights as they lie. */
  private Map<Integer, Slot> inputs(boolean asTheyLie) {
    Map<Integer, Slot> arguments = new HashMap<>();
    arguments.put(dnnl.DNNL_ARG_SRC_LAYER, plain(step.read(0)));
    for (int i = 0; i < recurrence.cell().states(); i++) {
      arguments.put(STARTS.get(i), start(i));
    }
    arguments.put(dnnl.DNNL_ARG_WEIGHTS_LAYER, ordered(INPUT, asTheyLie));
    arguments.put(dnnl.DNNL_ARG_WEIGHTS_ITER, ordered(RECURRENT, asTheyLie));
    arguments.put(
        dnnl.DNNL_ARG_BIAS, program.cast(arranged(step.read(BIAS), order), rows(order.size())));
    if (hasPeepholes()) {
      arguments.put(
          dnnl.DNNL_ARG_WEIGHTS_PEEPHOLE,
          program.cast(arranged(step.read(PEEPHOLE), PEEPHOLES), rows(Recurrence.GATES)));
    }
    return arguments;
  }

  /** What comes before the first step: zeros too, without which the library's sums are wrong. */
  private Slot start(int state) {
    int weights = recurrence.cell().weights();
    return recurrence.carries()
        ? program.cast(plain(step.read(1 + weights + state)), state())
        : nothing;
  }

  /** How many states are handed on. */
  private int states() {
    return recurrence.carries() ? recurrence.cell().states() : 0;
  }

  private Slot ordered(int weights, boolean asTheyLie) {
    Slot lying = program.cast(arranged(step.read(weights), order), weights(weights, true));
    if (asTheyLie) {
      return lying;
    }
    Slot turned = program.place(weights(weights, false));
    program.copy("turned " + step.read(weights), lying, turned);
    return turned;
  }

  /** A tensor's parts in the library's order. */
  private Slot arranged(Tensor tensor, List<Integer> places) {
    if (places.size() == 1) {
      return plain(tensor);
    }
    return program.derived(
        tensor,
        () -> {
          Slot own = plain(tensor);
          long part = tensor.shape().elements() / places.size();
          desc layout = Layouts.plain(Shape.of(part));
          Slot all = program.place(Layouts.plain(tensor.shape()));
          for (int i = 0; i < places.size(); i++) {
            program.copy(
                "part of " + tensor,
                program.part(own, layout, i * part),
                program.part(all, layout, places.get(i) * part));
          }
          return all;
        });
  }

  /** A place for gradients, which the library adds to what lies there. */
  private Slot sums(int argument, desc layout, Map<Integer, Slot> arguments) {
    Slot place = program.place(layout);
    program.fill(place, new Command.Zero("zeros of " + step, place.memory()));
    arguments.put(argument, place);
    return place;
  }

  /** Parts of gradients in our order, where they belong. */
  private void handBack(Tensor gradient, Slot sums, List<Integer> places) {
    Slot target = program.write(gradient, Layouts.plain(gradient.shape()));
    long part = gradient.shape().elements() / places.size();
    long inputs = part / outputs;
    long[] sizes = {inputs, outputs};
    desc row = new desc(sizes, memory.data_type.f32, new long[] {places.size() * outputs, 1});
    desc column = new desc(sizes, memory.data_type.f32, new long[] {1, inputs});
    for (int i = 0; i < places.size(); i++) {
      program.copy(
          "part of " + gradient,
          program.part(sums, row, places.get(i) * outputs),
          program.part(target, column, i * part));
    }
  }

  /** Of weights, as they lie or as the library gives and wants them. */
  private desc weights(int place, boolean asTheyLie) {
    long inputs = step.read(place).shape().size(1);
    long parts = order.size();
    long[] sizes = {1, 1, inputs, parts, outputs};
    long all = inputs * parts * outputs;
    return new desc(
        sizes,
        memory.data_type.f32,
        asTheyLie
            ? new long[] {all, all, 1, inputs * outputs, inputs}
            : new long[] {all, all, parts * outputs, outputs, 1});
  }

  private long examples() {
    return step.read(0).shape().size(1);
  }

  /** Of what a step hands to the next. */
  private desc state() {
    return Layouts.plain(Shape.of(1, 1, examples(), outputs));
  }

  /** Of what the last step hands on, if it does. */
  private desc end() {
    return recurrence.carries() ? state() : Layouts.none();
  }

  private desc rows(int count) {
    return Layouts.plain(Shape.of(1, 1, count, outputs));
  }

  private rnn_direction direction() {
    return recurrence.reversed()
        ? rnn_direction.unidirectional_right2left
        : rnn_direction.unidirectional_left2right;
  }

  private desc x() {
    return Layouts.plain(step.read(0).shape());
  }

  private desc y() {
    Shape x = step.read(0).shape();
    return Layouts.plain(Shape.of(x.size(0), x.size(1), outputs));
  }

  private desc peepholes() {
    return hasPeepholes() ? rows(Recurrence.GATES) : Layouts.none();
  }

  private algorithm function() {
    return switch (recurrence.cell()) {
      case RELU -> algorithm.eltwise_relu;
      case SIGMOID -> algorithm.eltwise_logistic;
      default -> algorithm.eltwise_tanh;
    };
  }

  private rnn_primitive_desc_base forwardDescription() {
    prop_kind kind = training ? prop_kind.forward_training : prop_kind.forward_inference;
    if (order.size() == 1) {
      return simple(kind);
    }
    return new lstm_forward.primitive_desc(
        program.engine(),
        kind,
        direction(),
        x(),
        state(),
        state(),
        weights(INPUT, false),
        weights(RECURRENT, false),
        peepholes(),
        rows(order.size()),
        y(),
        end(),
        end(),
        program.attributes(step),
        false);
  }

  private vanilla_rnn_forward.primitive_desc simple(prop_kind kind) {
    return new vanilla_rnn_forward.primitive_desc(
        program.engine(),
        kind,
        function(),
        direction(),
        x(),
        state(),
        weights(INPUT, false),
        weights(RECURRENT, false),
        rows(1),
        y(),
        end(),
        program.attributes(step),
        false);
  }

  private rnn_primitive_desc_base backwardDescription() {
    if (order.size() == 1) {
      return new vanilla_rnn_backward.primitive_desc(
          program.engine(),
          prop_kind.backward,
          function(),
          direction(),
          x(),
          state(),
          weights(INPUT, true),
          weights(RECURRENT, true),
          rows(1),
          y(),
          end(),
          x(),
          state(),
          weights(INPUT, false),
          weights(RECURRENT, false),
          rows(1),
          y(),
          end(),
          simple(prop_kind.forward_training),
          program.attributes(step),
          false);
    }
    return new lstm_backward.primitive_desc(
        program.engine(),
        prop_kind.backward,
        direction(),
        x(),
        state(),
        state(),
        weights(INPUT, true),
        weights(RECURRENT, true),
        peepholes(),
        rows(order.size()),
        y(),
        end(),
        end(),
        x(),
        state(),
        state(),
        weights(INPUT, false),
        weights(RECURRENT, false),
        peepholes(),
        rows(order.size()),
        y(),
        end(),
        end(),
        (lstm_forward.primitive_desc) forwardDescription(),
        program.attributes(step),
        false);
  }
}
