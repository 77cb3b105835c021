package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pass: where a rectifier stands before a pooling that takes the largest values, these are taken
 * first and rectified then, {@code max relu(x) = relu(max x)}. The numbers are the same, and so are
 * the gradients: where elements of a window are equal only after the rectifier, it hands on none.
 * What was rectified before need not be kept for the backward pass, and is a fraction now.
 */
public final class PooledFirst {
  /** Of so many elements at most one must be left: a rectifier behind costs a pass of its own. */
  private static final int FRACTION = 2;

  private final Map<Tensor, List<Step>> readers = new HashMap<>();
  private final Set<Tensor> outputs;
  private final Set<Step> left = new HashSet<>();
  private final Map<Step, List<Step>> instead = new HashMap<>();
  private int next;

  private PooledFirst(Graph graph) {
    this.outputs = Set.copyOf(graph.outputs());
    for (Step step : graph.steps()) {
      step.reads().forEach(read -> readersOf(read).add(step));
      step.writes().forEach(written -> next = Math.max(next, written.id() + 1));
      step.reads().forEach(read -> next = Math.max(next, read.id() + 1));
    }
  }

  /** The same program in another order. */
  public static Graph apply(Graph graph) {
    PooledFirst pass = new PooledFirst(graph);
    graph.steps().forEach(pass::look);
    List<Step> steps = new ArrayList<>();
    for (Step step : graph.steps()) {
      if (!pass.left.contains(step)) {
        steps.addAll(pass.instead.getOrDefault(step, List.of(step)));
      }
    }
    return new Graph(steps, graph.outputs());
  }

  private List<Step> readersOf(Tensor tensor) {
    return readers.computeIfAbsent(tensor, unread -> new ArrayList<>());
  }

  /** Looks at a rectifier's forward step, for a pooling of what it gives. */
  private void look(Step step) {
    boolean rectifies =
        step.pass() == Pass.FORWARD
            && step.operation() instanceof Activation activation
            && activation.function() == Activation.Function.RELU
            && step.write(0).storage() instanceof Storage.Planned
            && !outputs.contains(step.write(0));
    if (!rectifies) {
      return;
    }
    Tensor y = step.write(0);
    Step pooling = null;
    Step pooledBack = null;
    Step rectifiedBack = null;
    for (Step reader : readersOf(y)) {
      if (pooling == null && isPooling(reader, Pass.FORWARD) && reader.read(0).equals(y)) {
        pooling = reader;
      } else if (pooledBack == null
          && isPooling(reader, Pass.BACKWARD_DATA)
          && reader.read(2).equals(y)) {
        pooledBack = reader;
      } else if (rectifiedBack == null
          && reader.pass() == Pass.BACKWARD_DATA
          && reader.operation().equals(step.operation())
          && reader.read(0).equals(y)) {
        rectifiedBack = reader;
      } else {
        return; // somebody else wants it as it is
      }
    }
    if (pooling != null && isSmaller(pooling) && areOneBehindTheOther(pooledBack, rectifiedBack)) {
      swap(step, pooling, pooledBack, rectifiedBack);
    }
  }

  private static boolean isPooling(Step step, Pass pass) {
    return step.pass() == pass
        && step.operation() instanceof Pooling pooling
        && pooling.kind() == Pooling.Kind.MAX;
  }

  private static boolean isSmaller(Step pooling) {
    return pooling.write(0).shape().elements() * FRACTION <= pooling.read(0).shape().elements();
  }

  /** Whether both steps are there, and the second alone reads what the first writes, or neither. */
  private boolean areOneBehindTheOther(@Nullable Step pooled, @Nullable Step rectified) {
    if (pooled == null || rectified == null) {
      return pooled == null && rectified == null;
    }
    Tensor between = pooled.write(0);
    return rectified.read(1).equals(between)
        && readersOf(between).size() == 1
        && !outputs.contains(between);
  }

  private void swap(
      Step rectifying, Step pooling, @Nullable Step pooledBack, @Nullable Step rectifiedBack) {
    Tensor z = rectifying.read(0);
    Tensor pooled = pooling.write(0);
    Tensor largest = like(pooled, " before it is rectified");
    left.add(rectifying);
    instead.put(
        pooling,
        List.of(
            with(pooling, List.of(z), List.of(largest, pooling.write(1))),
            with(rectifying, List.of(largest), List.of(pooled))));
    if (pooledBack != null && rectifiedBack != null) {
      Tensor given = pooledBack.read(0);
      Tensor slope = like(given, " before it is spread");
      left.add(rectifiedBack);
      instead.put(
          pooledBack,
          List.of(
              with(rectifiedBack, List.of(pooled, given), List.of(slope)),
              with(
                  pooledBack,
                  List.of(slope, pooledBack.read(1), z, largest),
                  rectifiedBack.writes())));
    }
  }

  private Tensor like(Tensor tensor, String name) {
    return new Tensor(next++, tensor.name() + name, tensor.shape(), new Storage.Planned());
  }

  private static Step with(Step step, List<Tensor> reads, List<Tensor> writes) {
    return new Step(step.layer(), step.operation(), step.pass(), reads, writes, step.fused());
  }
}
