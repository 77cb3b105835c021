package org.fathom4j.compiled;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.util.ComputationGraphUtil;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Ensemble;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.host.RecentArrays;
import org.fathom4j.compiled.lowering.Target;
import org.fathom4j.compiled.model.TrainedModel;
import org.fathom4j.compiled.update.JointUpdate;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The training step of several small networks of one configuration as one program: what a call of a
 * kernel costs is paid once for all of them.
 */
final class JointStep implements AutoCloseable {
  /** Of each network; larger ones gain nothing, for their products take longer than the calls. */
  private static final long MOST_PARAMETERS = 32_768;

  private static final int CACHED_PROGRAMS = 8;

  private final List<CompiledNetwork> networks;
  private final Backend backend;
  private JointUpdate update;
  private final RecentArrays recent = new RecentArrays();
  private final Numbers numbers = new Numbers();
  private final Map<Key, Optional<Program>> programs = new HashMap<>();

  private record Key(List<Shape> features, List<Target> targets) {}

  private JointStep(List<CompiledNetwork> networks, Backend backend, JointUpdate update) {
    this.networks = List.copyOf(networks);
    this.backend = backend;
    this.update = update;
  }

  /** The step of several networks of one configuration, where it may be worth it. */
  static Optional<JointStep> of(List<CompiledNetwork> networks, Kernels kernels) {
    TrainedModel first = networks.get(0).model();
    boolean small = !first.parameters().isEmpty() && first.parameters().length() <= MOST_PARAMETERS;
    boolean plain = kernels.precision() == Precision.FLOAT; // joint products are not rounded
    if (networks.size() == 1 || !small || !plain) {
      return Optional.empty();
    }
    Backend backend = kernels.open();
    Optional<JointUpdate> update = JointUpdate.of(models(networks), backend);
    if (update.isEmpty()) {
      backend.close();
    }
    return update.map(joint -> new JointStep(networks, backend, joint));
  }

  /**
   * Trains all networks on batch after batch, as long as they can be trained together.
   *
   * @return how many batches those were
   */
  @SuppressWarnings("try") // the scope is left at its end
  int fit(List<DataSet> batches) {
    try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      if (!inStep()) {
        return 0;
      }
      update.gather();
      try {
        return gathered(batches);
      } finally {
        update.scatter();
      }
    }
  }

  private int gathered(List<DataSet> batches) {
    TrainedModel first = networks.get(0).model();
    int done = 0;
    boolean sound = true;
    while (sound && done < batches.size()) {
      MultiDataSet arrays = ComputationGraphUtil.toMultiDataSet(batches.get(done));
      BatchArrays.requireTrainable(first, arrays);
      if (BatchArrays.isMasked(arrays)) { // which each network takes or refuses
        return done;
      }
      Batch batch = BatchArrays.training(first, arrays, recent);
      Optional<Program> program = program(batch);
      if (program.isEmpty()) {
        return done;
      }
      sound = step(program.get(), arrays, batch);
      done++;
    }
    if (!sound) { // whose parameters are none the next step of each will see
      networks.forEach(network -> network.update().doubt());
    }
    return done;
  }

  /** Whether all networks are at the same step, sound, and updated alike. */
  private boolean inStep() {
    TrainedModel first = networks.get(0).model();
    for (CompiledNetwork network : networks) {
      TrainedModel each = network.model();
      boolean same = each.iteration() == first.iteration() && each.epoch() == first.epoch();
      if (!same || !network.update().parametersAreFinite()) {
        return false;
      }
    }
    if (!update.fits()) { // an updater was replaced, or a rate set
      JointUpdate.of(models(networks), backend).ifPresent(this::take);
    }
    return update.fits();
  }

  private void take(JointUpdate next) {
    forget();
    update.close();
    update = next;
  }

  private static List<TrainedModel> models(List<CompiledNetwork> networks) {
    return networks.stream().map(CompiledNetwork::model).toList();
  }

  /** One step of all; the result is whether all of their parameters are finite. */
  private boolean step(Program program, MultiDataSet arrays, Batch batch) {
    numbers.requireFeatures(batch);
    numbers.requireTargets(batch);
    double[] penalties = update.penalties(batch);
    program.run(batch);
    HostTensor scores = program.output(0);
    boolean finite = program.output(1).buffer().get(0) == 0;
    boolean listeners = networks.stream().anyMatch(each -> !each.model().listeners().isEmpty());
    if (listeners) { // some look at the batch, and at what became of the network
      update.scatter();
      networks.forEach(network -> network.model().show(arrays));
    }
    for (int i = 0; i < networks.size(); i++) {
      networks.get(i).update().applied(scores.buffer().get(i) + penalties[i], batch, true);
    }
    if (listeners) {
      networks.forEach(network -> network.model().hide());
    }
    return finite;
  }

  /** The program for such a batch, where all of a step is in it. */
  private Optional<Program> program(Batch batch) {
    if (!networks.stream().allMatch(network -> network.update().isAll(batch))) {
      return Optional.empty();
    }
    Key key = new Key(BatchArrays.shapes(batch), BatchArrays.targets(batch));
    Optional<Program> known = programs.get(key);
    if (known == null) {
      if (programs.size() == CACHED_PROGRAMS) {
        forget();
      }
      known = built(key);
      programs.put(key, known);
    }
    return known;
  }

  private Optional<Program> built(Key key) {
    List<Graph> graphs =
        networks.stream()
            .map(network -> network.lowering().training(key.features, key.targets))
            .toList();
    return Ensemble.of(graphs)
        .flatMap(update::within)
        .filter(graph -> backend.obstacles(graph).isEmpty())
        .map(update::compile);
  }

  /** The commands of the programs built so far, for people. */
  String listing() {
    return programs.values().stream()
        .flatMap(Optional::stream)
        .map(Program::listing)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private void forget() {
    programs.values().forEach(program -> program.ifPresent(Program::close));
    programs.clear();
  }

  @Override
  public void close() {
    forget();
    update.close();
    backend.close();
  }
}
