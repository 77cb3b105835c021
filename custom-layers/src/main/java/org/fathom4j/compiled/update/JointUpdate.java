package org.fathom4j.compiled.update;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Program;
import org.fathom4j.compiled.backend.SharedVectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.host.HostArrays;
import org.fathom4j.compiled.model.TrainedModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The vectors of several networks of one configuration as one of each kind, and their updates as
 * one. What one network has of a parameter lies behind what the network before it has of it, and so
 * it is with gradients and each number that the updater keeps.
 */
public final class JointUpdate implements AutoCloseable {
  private final List<TrainedModel> networks;
  private final List<Section> sections;
  private final List<Run> parameters;
  private final List<Run> states;
  private final FloatBuffer jointParameters;
  private final FloatBuffer jointGradients;
  private final FloatBuffer jointState;
  private final SharedVectors vectors;
  private final FlatUpdate update;
  private final Optional<Program> penalties;
  private final int terms;

  /** Elements of one network's vector that stay side by side. */
  private record Run(int from, int length) {}

  private JointUpdate(
      List<TrainedModel> networks,
      List<Section> sections,
      List<Run> parameters,
      int state,
      Backend backend) {
    this.networks = List.copyOf(networks);
    this.sections = sections;
    this.parameters = parameters;
    this.states = states(sections, parameters);
    this.jointParameters = zeros(networks.get(0).parameters().length());
    this.jointGradients = zeros(networks.get(0).parameters().length());
    this.jointState = zeros(Math.max(1, state));
    this.vectors = new SharedVectors(backend, jointParameters, jointGradients);
    vectors.take(state == 0 ? Optional.empty() : Optional.of(jointState));
    this.update =
        new FlatUpdate(
            networks.get(0),
            vectors,
            sections.stream().map(section -> section.times(networks.size())).toList());
    Optional<Graph> scored = Penalties.graph(networks.get(0)).map(this::joint);
    this.terms = scored.map(graph -> graph.outputs().size()).orElse(0);
    this.penalties = scored.map(vectors::compile);
  }

  /** The penalties of each network, one after the other, term by term. */
  private Graph joint(Graph single) {
    GraphBuilder graph = new GraphBuilder(true);
    List<Tensor> terms = new ArrayList<>();
    for (Step step : single.steps()) {
      graph.enter(step.layer());
      Tensor first = step.read(0);
      long from = networks.size() * ((Storage.Parameter) first.storage()).offset();
      for (int network = 0; network < networks.size(); network++) {
        long place = from + network * first.shape().elements();
        Tensor p = graph.parameter("p", first.shape(), place);
        Tensor term = graph.tensor("penalty", Shape.of(1));
        graph.add(new Step(step.layer(), step.operation(), step.pass(), List.of(p), List.of(term)));
        terms.add(term);
      }
    }
    return new Graph(graph.steps(), terms);
  }

  private FloatBuffer zeros(long each) {
    return Floats.zeros(Shape.of(networks.size() * each)).buffer();
  }

  /** The joint update of networks, or nothing where a setting has no form here or is not all's. */
  public static Optional<JointUpdate> of(List<TrainedModel> networks, Backend backend) {
    TrainedModel first = networks.get(0);
    if (!(first.updater() instanceof BaseMultiLayerUpdater<?> updater)) {
      return Optional.empty();
    }
    INDArray kept = updater.getStateViewArray();
    int state = kept == null ? 0 : length(kept);
    return Section.of(first, updater)
        .filter(sections -> !sections.isEmpty() && areUpdatedBy(sections, networks))
        .map(sections -> new JointUpdate(networks, sections, runs(first), state, backend));
  }

  private static int length(INDArray vector) {
    return Math.toIntExact(vector.length());
  }

  /** Every parameter of a network, in order. */
  private static List<Run> runs(TrainedModel network) {
    List<Run> runs = new ArrayList<>();
    for (TrainedModel.Part part : network.parts()) {
      Layer layer = part.layer();
      for (INDArray parameter : layer.paramTable().values()) {
        long from = parameter.offset() - network.parameters().offset();
        runs.add(new Run(Math.toIntExact(from), length(parameter)));
      }
    }
    runs.sort(Comparator.comparingInt(Run::from));
    return List.copyOf(runs);
  }

  private static List<Run> states(List<Section> sections, List<Run> parameters) {
    List<Run> states = new ArrayList<>();
    for (Section section : sections) {
      for (int first : section.states()) {
        for (Run run : parameters) {
          int within = run.from - section.from();
          if (within >= 0 && within < section.count()) {
            states.add(new Run(first + within, run.length));
          }
        }
      }
    }
    return List.copyOf(states);
  }

  /** Whether every network is updated as they all were when this was made. */
  public boolean fits() {
    return areUpdatedBy(sections, networks);
  }

  private static boolean areUpdatedBy(List<Section> sections, List<TrainedModel> networks) {
    return networks.stream()
        .allMatch(
            network ->
                network.updater() instanceof BaseMultiLayerUpdater<?> updater
                    && Section.of(network, updater).filter(sections::equals).isPresent());
  }

  /** A program over the joint vectors. */
  public Program compile(Graph graph) {
    return vectors.compile(graph);
  }

  /** As {@link FlatUpdate#within}. */
  public Optional<Graph> within(Graph training) {
    return update.within(training);
  }

  /** What regularization adds to the score of each network while the parameters are as they are. */
  public double[] penalties(Batch batch) {
    double[] sums = new double[networks.size()];
    penalties.ifPresent(
        program -> {
          program.run(batch);
          for (int i = 0; i < terms; i++) {
            sums[i % sums.length] += program.output(i).buffer().get(0);
          }
        });
    return sums;
  }

  /** Takes all that the networks have. */
  public void gather() {
    vectors.look();
    copy(true);
  }

  /** Gives the networks all of it. */
  public void scatter() {
    vectors.look();
    copy(false);
  }

  private void copy(boolean gather) {
    for (int network = 0; network < networks.size(); network++) {
      TrainedModel each = networks.get(network);
      copy(gather, network, parameters, HostArrays.floats(each.parameters()), jointParameters);
      copy(gather, network, parameters, HostArrays.floats(each.gradients()), jointGradients);
      if (!states.isEmpty()) {
        BaseMultiLayerUpdater<?> updater = (BaseMultiLayerUpdater<?>) each.updater();
        copy(gather, network, states, HostArrays.floats(updater.getStateViewArray()), jointState);
      }
    }
  }

  private void copy(
      boolean gather, int network, List<Run> runs, FloatBuffer single, FloatBuffer joint) {
    for (Run run : runs) {
      int place = networks.size() * run.from + network * run.length;
      if (gather) {
        joint.put(place, single, run.from, run.length);
      } else {
        single.put(run.from, joint, place, run.length);
      }
    }
  }

  @Override
  public void close() {
    penalties.ifPresent(Program::close);
    update.close();
    vectors.close();
  }
}
