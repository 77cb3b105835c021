package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A pass: leaves out transpositions that undo each other, and those that nobody reads then. */
public final class Turns {
  private final Map<Tensor, Step> turned = new HashMap<>();
  private final Map<Tensor, Tensor> same = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private Turns() {}

  /** The same program with fewer steps. */
  public static Graph apply(Graph graph) {
    Turns turns = new Turns();
    graph.steps().forEach(turns::add);
    List<Tensor> outputs = graph.outputs().stream().map(turns::now).toList();
    return new Graph(turns.needed(outputs), outputs);
  }

  private Tensor now(Tensor tensor) {
    return same.getOrDefault(tensor, tensor);
  }

  private void add(Step old) {
    List<Tensor> reads = old.reads().stream().map(this::now).toList();
    Step step =
        new Step(old.layer(), old.operation(), old.pass(), reads, old.writes(), old.fused());
    if (isTurn(step)) {
      Optional<Tensor> undone = undone(step);
      if (undone.isPresent()) {
        same.put(step.write(0), undone.get());
        return;
      }
      turned.put(step.write(0), step);
    }
    steps.add(step);
  }

  /** Only what is written once: a parameter may be another one by then. */
  private static boolean isTurn(Step step) {
    return step.operation() instanceof Transposition
        && step.write(0).storage() instanceof Storage.Planned
        && !(step.read(0).storage() instanceof Storage.Vector);
  }

  /** What was turned before, where this turns it back. */
  private Optional<Tensor> undone(Step step) {
    return Optional.ofNullable(turned.get(step.read(0)))
        .filter(before -> areOpposite(order(before), order(step)))
        .map(before -> before.read(0));
  }

  private static List<Integer> order(Step step) {
    return ((Transposition) step.operation()).order();
  }

  private static boolean areOpposite(List<Integer> first, List<Integer> second) {
    return IntStream.range(0, first.size()).allMatch(d -> first.get(second.get(d)) == d);
  }

  private List<Step> needed(List<Tensor> outputs) {
    Set<Tensor> read = new HashSet<>(outputs);
    List<Step> needed = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (!isTurn(step) || read.contains(step.write(0))) {
        needed.add(0, step);
        read.addAll(step.reads());
      }
    }
    return needed;
  }
}
