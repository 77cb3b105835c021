package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.backend.Precision;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Several networks of one configuration and different seeds, trained side by side on the same
 * batches. Each becomes bit for bit what it would be alone on one thread.
 *
 * <p>As many threads take part as one network's training would use ({@code OMP_NUM_THREADS}, else
 * all cores), each with networks of its own, so that none waits for another within a step. Small
 * networks of dense layers that share a thread are one program, in which a call of a kernel is paid
 * for once. A network's listeners are called by one thread at a time, which need not be the
 * caller's. After every call the networks have all that is theirs, whatever device trained them.
 *
 * <pre>{@code
 * try (CompiledNetworks seeds = CompiledNetworks.together(networks)) {
 *   seeds.fit(iterator, epochs);
 * }
 * }</pre>
 */
public final class CompiledNetworks implements AutoCloseable {
  /** Bytes of the batches that are drawn before they are trained on. */
  private static final long DRAWN = 16 << 20;

  /** Batches that are drawn at most: threads share out this much work. */
  private static final int MOST_DRAWN = 256;

  private final List<CompiledNetwork> networks;
  private final SideBySide threads;
  private final List<Group> groups = new ArrayList<>();
  private boolean closed;

  /**
   * Networks that one thread trains.
   *
   * @param joint their step, where they share one
   */
  private record Group(List<CompiledNetwork> members, Optional<JointStep> joint) {
    void fit(List<DataSet> batches) {
      int done = joint.map(step -> step.fit(batches)).orElse(0);
      for (DataSet batch : batches.subList(done, batches.size())) {
        members.forEach(network -> network.fit(batch));
      }
    }
  }

  private CompiledNetworks(List<CompiledNetwork> networks, Kernels kernels, int most) {
    this.networks = List.copyOf(networks);
    this.threads = new SideBySide(Math.max(1, Math.min(most, networks.size())));
    int count = threads.count();
    for (int i = 0; i < count; i++) {
      List<CompiledNetwork> members = new ArrayList<>();
      for (int j = i; j < networks.size(); j += count) {
        members.add(networks.get(j));
      }
      Optional<JointStep> joint = JointStep.of(members, kernels);
      if (joint.isPresent()) {
        groups.add(new Group(members, joint));
      } else {
        members.forEach(member -> groups.add(new Group(List.of(member), joint)));
      }
    }
  }

  /**
   * Compiles networks for training side by side.
   *
   * @param networks at least one, of single precision; initialised where they are not
   * @throws IllegalArgumentException where a network is given twice, or its configuration differs
   *     from the first one's by more than the seed
   * @throws NotCompilableException naming each layer that has no compiled form, and why
   */
  public static CompiledNetworks together(List<MultiLayerNetwork> networks) {
    return together(networks, Precision.FLOAT);
  }

  /** As {@link #together(List)}, with products computed from operands of this precision. */
  public static CompiledNetworks together(List<MultiLayerNetwork> networks, Precision precision) {
    return together(
        networks,
        new Kernels(KernelLibrary.chosen(), precision),
        NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
  }

  static CompiledNetworks together(List<MultiLayerNetwork> networks, Kernels kernels, int threads) {
    Likeness.require(networks);
    List<CompiledNetwork> compiled = new ArrayList<>();
    boolean done = false;
    try {
      for (MultiLayerNetwork network : networks) {
        compiled.add(CompiledNetwork.compile(network, kernels));
      }
      CompiledNetworks together = new CompiledNetworks(compiled, kernels, threads);
      done = true;
      return together;
    } finally {
      if (!done) {
        compiled.forEach(CompiledNetwork::close);
      }
    }
  }

  /** The networks, in the order given; each evaluates, and trains alone, as ever. */
  public List<CompiledNetwork> networks() {
    return networks;
  }

  /**
   * Trains each network for a number of epochs, as {@link CompiledNetwork#fit(DataSetIterator,
   * int)}.
   */
  public void fit(DataSetIterator iterator, int epochs) {
    TrainingAndEvaluation.requireEpochs(epochs, iterator.resetSupported(), iterator);
    for (int epoch = 0; epoch < epochs; epoch++) {
      fit(iterator);
    }
  }

  /**
   * Trains each network for one epoch: a pass over the iterator. Where a step fails, the others
   * stop after the step that they are at, and its failure is thrown.
   */
  public void fit(DataSetIterator iterator) {
    TrainingAndEvaluation.restart(iterator);
    networks.forEach(CompiledNetwork::beginEpoch);
    while (iterator.hasNext()) {
      List<DataSet> drawn = new ArrayList<>();
      long bytes = 0;
      while (iterator.hasNext() && bytes < DRAWN && drawn.size() < MOST_DRAWN) {
        DataSet batch = iterator.next();
        batch.detach(); // the next one may take its place
        drawn.add(batch);
        bytes += batch.getMemoryFootprint();
      }
      fit(drawn);
    }
    networks.forEach(CompiledNetwork::endEpoch);
  }

  /** One training step of each network on a mini-batch. */
  public void fit(DataSet batch) {
    fit(List.of(Objects.requireNonNull(batch, "batch")));
  }

  private void fit(List<DataSet> batches) {
    if (closed) {
      throw new IllegalStateException(
          "these compiled networks are closed: compile the networks again");
    }
    List<SideBySide.Work> works = new ArrayList<>();
    for (Group group : groups) {
      int runs = group.joint.isPresent() ? 1 : batches.size();
      works.add(
          new SideBySide.Work(
              runs, at -> group.fit(runs == 1 ? batches : List.of(batches.get(at)))));
    }
    try {
      threads.run(works);
    } finally {
      networks.forEach(CompiledNetwork::sync);
    }
  }

  /** The commands of the programs built so far, for people. */
  public String listing() {
    return groups.stream()
        .flatMap(
            group ->
                Stream.concat(
                    group.joint.stream().map(JointStep::listing),
                    group.members.stream().map(CompiledNetwork::listing)))
        .filter(listing -> !listing.isEmpty())
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** Frees the native memory; the networks stay as they are. A second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      threads.close();
      groups.forEach(group -> group.joint.ifPresent(JointStep::close));
      networks.forEach(CompiledNetwork::close);
    }
  }
}
