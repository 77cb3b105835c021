package org.fathom4j.compiled.cuda.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.fathom4j.compiled.backend.MemoryPlan;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;

/**
 * What is done together, which tensors share memory, and where those of the program's own lie in
 * its arena.
 *
 * @param groups the steps, as they are done together
 * @param roots the tensor whose elements one has, where it is another one
 * @param offsets floats before each tensor of the arena; none for those that never leave a kernel
 * @param lengths floats of each of these
 * @param floats size of the arena
 */
record Layout(
    List<Group> groups,
    Map<Tensor, Tensor> roots,
    Map<Tensor, Long> offsets,
    Map<Tensor, Long> lengths,
    long floats) {
  /** Bytes: what neighbouring members of a group read together begins there. */
  private static final long ALIGNMENT = 256;

  /** From the first group of steps that uses a tensor to the last. */
  private record Life(long floats, int first, int last) {
    private Life joined(Life other) {
      return new Life(
          Math.max(floats, other.floats), Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  static Layout of(Graph graph, Group.Grouping grouping) {
    Map<Tensor, Tensor> roots = roots(graph);
    UnaryOperator<Tensor> root = tensor -> roots.getOrDefault(tensor, tensor);
    List<Group> groups = grouping.groups(graph, root);
    List<Tensor> outputs = graph.outputs().stream().map(root).toList();
    Set<Tensor> passing = Group.passing(groups, outputs);
    Map<Tensor, Life> lives = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      for (Touch touch : groups.get(i).chain().touches()) {
        live(lives, touch.root(), touch.floats(), i);
      }
    }
    for (Tensor output : outputs) {
      live(lives, output, output.shape().elements(), groups.size());
    }
    lives.keySet().removeAll(passing);
    return planned(groups, roots, lives);
  }

  private static void live(Map<Tensor, Life> lives, Tensor tensor, long floats, int step) {
    if (tensor.storage() instanceof Storage.Planned || tensor.storage() instanceof Storage.Kept) {
      lives.merge(tensor, new Life(floats, step, step), Life::joined);
    }
  }

  /** The same elements in another shape need no memory of their own within the arena. */
  private static Map<Tensor, Tensor> roots(Graph graph) {
    Map<Tensor, Tensor> roots = new HashMap<>();
    for (Step step : graph.steps()) {
      if (step.operation() instanceof Reshape && views(step)) {
        roots.put(step.write(0), roots.getOrDefault(step.read(0), step.read(0)));
      }
    }
    return roots;
  }

  /** Whether a reshape's output is but another view of its input. */
  static boolean views(Step reshape) {
    Storage from = reshape.read(0).storage();
    return (from instanceof Storage.Planned || from instanceof Storage.Brought)
        && reshape.write(0).storage() instanceof Storage.Planned;
  }

  private static Layout planned(
      List<Group> groups, Map<Tensor, Tensor> roots, Map<Tensor, Life> lives) {
    List<MemoryPlan.Buffer> buffers = new ArrayList<>();
    for (Life life : lives.values()) {
      buffers.add(new MemoryPlan.Buffer(life.floats * Float.BYTES, life.first, life.last));
    }
    MemoryPlan plan = MemoryPlan.of(buffers, ALIGNMENT);
    Map<Tensor, Long> offsets = new HashMap<>();
    Map<Tensor, Long> lengths = new HashMap<>();
    int i = 0;
    for (Map.Entry<Tensor, Life> each : lives.entrySet()) {
      offsets.put(each.getKey(), plan.offsets().get(i++) / Float.BYTES);
      lengths.put(each.getKey(), each.getValue().floats);
    }
    return new Layout(groups, roots, offsets, lengths, plan.bytes() / Float.BYTES);
  }

  /** The tensor whose elements one has. */
  Tensor root(Tensor tensor) {
    return roots.getOrDefault(tensor, tensor);
  }
}
