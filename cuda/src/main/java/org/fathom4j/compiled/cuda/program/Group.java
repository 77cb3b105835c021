package org.fathom4j.compiled.cuda.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Steps that are done together: perhaps one of any kind, then such that are done element by
 * element, by one kernel.
 *
 * @param steps in their order
 * @param chain what they touch
 */
record Group(List<Step> steps, Chain chain) {
  /** Operands of the calls that a step of another kind may end in, at most. */
  private static final int RESERVED = 24;

  /** How steps are done. */
  interface Kinds {
    /** Whether a step is done element by element. */
    boolean elementwise(Step step);

    /** Whether one of another kind may end in calls for each element of what it writes first. */
    boolean endsElementwise(Step step);

    /** The calls of a step that is done element by element. */
    List<Call> calls(Step step);
  }

  /** Makes groups of a graph; the second is told the tensor whose elements one has. */
  interface Grouping {
    List<Group> groups(Graph graph, UnaryOperator<Tensor> roots);
  }

  /** Which steps are done together. */
  enum Fusing {
    /** As many as can be. */
    MOST,
    /** None: each step has kernels of its own. */
    NONE
  }

  /** All steps of a graph, each in the first group that may have it. */
  static List<Group> of(Graph graph, Fusing fusing, Kinds kinds, UnaryOperator<Tensor> roots) {
    List<Group> groups = new ArrayList<>();
    for (Step step : graph.steps()) {
      if (kinds.elementwise(step)) {
        List<Call> calls = kinds.calls(step);
        Group group = fusing == Fusing.NONE ? fresh(groups, roots) : place(calls, groups, roots);
        group.steps.add(step);
        calls.forEach(group.chain::add);
      } else {
        groups.add(alone(step, kinds.endsElementwise(step), roots));
      }
    }
    return groups;
  }

  private static Group fresh(List<Group> groups, UnaryOperator<Tensor> roots) {
    Group group = new Group(new ArrayList<>(), new Chain(roots));
    groups.add(group);
    return group;
  }

  /**
   * The latest group that takes these, with none behind it that they would have to wait for; what a
   * step in Java looks at, nobody knows.
   */
  private static Group place(List<Call> calls, List<Group> groups, UnaryOperator<Tensor> roots) {
    for (int i = groups.size() - 1; i >= 0; i--) {
      Group group = groups.get(i);
      if (group.open() && group.chain.takes(calls)) {
        return group;
      } else if (group.inJava() || !group.chain.apart(calls)) {
        break;
      }
    }
    return fresh(groups, roots);
  }

  private boolean inJava() {
    return steps.get(0).operation() instanceof HostOperation;
  }

  private boolean open() {
    return chain.begun();
  }

  private static Group alone(Step step, boolean ends, UnaryOperator<Tensor> roots) {
    Chain chain = ends ? Chain.behind(step, RESERVED, roots) : new Chain(roots);
    long output = step.writes().isEmpty() ? 0 : step.write(0).shape().elements();
    for (Tensor read : step.reads()) {
      Touch touch = new Touch(roots.apply(read), read.shape().elements(), Call.Way.ANYWHERE, false);
      chain.add(touch);
    }
    for (Tensor write : step.writes()) {
      boolean kept = write.storage() instanceof Storage.Kept;
      long own = write.shape().elements();
      boolean last = ends && write.equals(step.write(0));
      chain.add(
          new Touch(
              roots.apply(write),
              kept ? Math.max(own, output) : own,
              last ? Call.Way.RESULT : Call.Way.SPREAD,
              false));
    }
    return new Group(new ArrayList<>(List.of(step)), chain);
  }

  /**
   * The tensors that never leave the kernel that makes them: whoever reads them belongs to the same
   * group.
   */
  static Set<Tensor> passing(List<Group> groups, Collection<Tensor> outputs) {
    Map<Tensor, List<Visit>> visits = new HashMap<>();
    for (Group group : groups) {
      for (Touch touch : group.chain.touches()) {
        visits
            .computeIfAbsent(touch.root(), root -> new ArrayList<>())
            .add(new Visit(group.chain, touch));
      }
    }
    visits.keySet().removeAll(outputs);
    visits.entrySet().removeIf(each -> !passes(each.getKey(), each.getValue()));
    return visits.keySet();
  }

  /** What a chain does with a tensor. */
  private record Visit(Chain chain, Touch touch) {}

  private static boolean passes(Tensor root, List<Visit> visits) {
    Storage storage = root.storage();
    Visit first = visits.get(0);
    return (storage instanceof Storage.Planned || storage instanceof Storage.Kept)
        && first.touch.way() == Call.Way.RESULT
        && first.chain.whole()
        && visits.stream()
            .allMatch(
                visit ->
                    visit.chain.equals(first.chain)
                        && visit.touch.called()
                        && visit.touch.way().own());
  }
}
