package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The training of several networks of one configuration, on the same batches, as one graph. What
 * one network has of a tensor lies behind what the network before it has: every size and offset is
 * that of one network's graph times their number, but for the features and labels, which they
 * share.
 */
public final class Ensemble {
  private final int networks;
  private final Map<Tensor, Tensor> joined = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Tensor> scores = new ArrayList<>();

  private Ensemble(int networks) {
    this.networks = networks;
  }

  /**
   * One graph in place of several, or nothing where some operation has no such form. Its one output
   * is the scores, network by network.
   *
   * @param graphs of each network: alike but for the seeds of their masks
   */
  public static Optional<Graph> of(List<Graph> graphs) {
    Ensemble ensemble = new Ensemble(graphs.size());
    List<Step> first = graphs.get(0).steps();
    for (int i = 0; i < first.size(); i++) {
      int place = i;
      Optional<Operation> operation =
          ensemble.operation(graphs.stream().map(graph -> graph.steps().get(place)).toList());
      if (operation.isEmpty()) {
        return Optional.empty();
      }
      ensemble.add(first.get(i), operation.get());
    }
    return ensemble.scores.size() == 1
        ? Optional.of(new Graph(ensemble.steps, ensemble.scores))
        : Optional.empty();
  }

  /** What stands in the place of a step of each network, if anything can. */
  private Optional<Operation> operation(List<Step> steps) {
    Step step = steps.get(0);
    Operation operation = step.operation();
    if (operation instanceof InnerProduct) {
      return step.reads().stream().allMatch(read -> read.shape().rank() <= 2)
          ? Optional.of(new GroupedProduct(networks))
          : Optional.empty();
    }
    if (operation instanceof Loss loss) {
      boolean plain = step.reads().size() == 2 && isShared(step.read(1));
      return plain ? Optional.of(new GroupedLoss(loss, networks)) : Optional.empty();
    }
    if (operation instanceof Dropout) {
      return Optional.of(
          new GroupedDropout(steps.stream().map(each -> (Dropout) each.operation()).toList()));
    }
    boolean plain = operation instanceof Activation && !isShared(step.read(0));
    return plain ? Optional.of(operation) : Optional.empty();
  }

  private static boolean isShared(Tensor tensor) {
    return tensor.storage() instanceof Storage.Brought;
  }

  private void add(Step step, Operation operation) {
    steps.add(
        new Step(
            step.layer(),
            operation,
            step.pass(),
            step.reads().stream().map(this::joined).toList(),
            step.writes().stream().map(this::joined).toList(),
            step.fused()));
  }

  private Tensor joined(Tensor tensor) {
    return joined.computeIfAbsent(
        tensor,
        single -> {
          if (isShared(single)) {
            return single;
          }
          Shape shape = single.shape().withFirst(networks * single.shape().size(0));
          Tensor all = new Tensor(single.id(), single.name(), shape, joined(single.storage()));
          if (single.storage() instanceof Storage.Score) {
            scores.add(all);
          }
          return all;
        });
  }

  private Storage joined(Storage storage) {
    if (storage instanceof Storage.Parameter parameter) {
      return new Storage.Parameter(networks * parameter.offset());
    }
    if (storage instanceof Storage.Gradient gradient) {
      return new Storage.Gradient(networks * gradient.offset());
    }
    return storage instanceof Storage.Score ? new Storage.Planned() : storage;
  }
}
