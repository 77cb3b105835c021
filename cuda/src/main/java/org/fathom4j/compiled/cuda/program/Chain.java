package org.fathom4j.compiled.cuda.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Calls that one kernel does, one after the other for each element. No element waits for another
 * one's: none of them looks at what another one writes.
 */
final class Chain {
  /** Operands of a kernel: a device takes a kilobyte of them, at least. */
  private static final int MOST = 96;

  private final UnaryOperator<Tensor> roots;
  private final List<Call> calls = new ArrayList<>();
  private final List<Touch> touches = new ArrayList<>();
  private long elements;
  private int operands;

  /** One without calls; it takes whichever comes first. */
  Chain(UnaryOperator<Tensor> roots) {
    this.roots = roots;
  }

  /**
   * One that begins with a step of another kind, whose last calls these are to follow.
   *
   * @param reserved operands of those calls
   */
  static Chain behind(Step step, int reserved, UnaryOperator<Tensor> roots) {
    Chain chain = new Chain(roots);
    chain.elements = step.write(0).shape().elements();
    chain.operands = reserved;
    return chain;
  }

  private List<Touch> touches(Call call) {
    return call.touched()
        .map(
            each ->
                new Touch(
                    roots.apply(each.tensor()),
                    Math.max(call.elements(), each.tensor().shape().elements()),
                    each.way(),
                    true))
        .toList();
  }

  /** Whether it may do these, too. */
  boolean takes(List<Call> more) {
    int added = more.stream().mapToInt(call -> call.operands().size()).sum();
    return operands == 0
        || (operands + added <= MOST
            && more.stream().allMatch(call -> call.elements() == elements)
            && more.stream()
                .flatMap(call -> touches(call).stream())
                .allMatch(touch -> touches.stream().allMatch(each -> each.alongside(touch))));
  }

  /** Whether it makes no difference whether these are done before or after. */
  boolean apart(List<Call> others) {
    return others.stream()
        .flatMap(call -> touches(call).stream())
        .allMatch(touch -> touches.stream().allMatch(each -> each.apart(touch)));
  }

  void add(Call call) {
    calls.add(call);
    elements = call.elements();
    operands += call.operands().size();
    touches.addAll(touches(call));
  }

  void add(Touch touch) {
    touches.add(touch);
  }

  /** Whether it has calls, or follows some. */
  boolean begun() {
    return operands > 0;
  }

  /** Whether one kernel does it all. */
  boolean whole() {
    return operands <= MOST;
  }

  List<Call> calls() {
    return calls;
  }

  List<Touch> touches() {
    return touches;
  }
}
