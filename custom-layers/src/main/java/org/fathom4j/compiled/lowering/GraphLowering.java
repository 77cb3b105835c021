package org.fathom4j.compiled.lowering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.model.Freezing;
import org.fathom4j.compiled.model.LayerGraph;
import org.fathom4j.compiled.model.TrainedModel;
import org.jspecify.annotations.Nullable;

/** A ComputationGraph, vertex by vertex. */
public final class GraphLowering implements Lowering {
  private final ComputationGraphConfiguration configuration;
  private final LayerGraph model;
  private final ImageLayout layout;
  private final Map<String, LayerSite> sites = new LinkedHashMap<>();

  /** Looks at a graph that is initialised. */
  public GraphLowering(ComputationGraph network) {
    this.configuration = network.getConfiguration();
    this.model = new LayerGraph(network);
    this.layout =
        ImageLayout.of(
            model.parts().stream().map(part -> part.layer().conf().getLayer()), preProcessors());
    for (TrainedModel.Part part : model.parts()) {
      sites.put(
          part.name(),
          new LayerSite(
              sites.size(),
              part.name(),
              part.layer(),
              part.layer().conf().getLayer(),
              network.params(),
              part.trained(),
              layout));
    }
  }

  @Override
  public List<String> layers() {
    return List.copyOf(sites.keySet());
  }

  @Override
  public Map<String, String> untrained() {
    Map<String, String> untrained = new LinkedHashMap<>();
    for (LayerSite site : sites.values()) {
      if (Freezing.isFrozen(site.layer())) {
        untrained.put(site.name(), "frozen");
      } else if (!site.trained()) {
        untrained.put(site.name(), "not trained, for all that follows it is frozen");
      }
    }
    return untrained;
  }

  @Override
  public Optional<List<Shape>> example() {
    return Optional.empty();
  }

  @Override
  public Shape example(InputType input) {
    return layout.example(input);
  }

  @Override
  public Graph training(List<Shape> example) {
    return training(example, Map.of(), Optional.empty());
  }

  @Override
  public List<Obstacle> obstacles() {
    List<Obstacle> obstacles = new ArrayList<>();
    NetworkSettings.obstacle(model)
        .ifPresent(reason -> obstacles.add(new Obstacle("network", reason)));
    Set<String> used = model.before(outputs(), false);
    for (String name : names()) {
      Optional<String> reason =
          used.contains(name)
              ? outputObstacle(name).or(() -> obstacle(name))
              : Optional.of("it leads to no output, where Deeplearning4j fails to train");
      reason.ifPresent(why -> obstacles.add(new Obstacle(name, why)));
    }
    return obstacles;
  }

  /** What only an output may be, or must be. */
  private Optional<String> outputObstacle(String name) {
    LayerSite site = sites.get(name);
    boolean loss = site != null && site.hasLoss();
    if (!outputs().contains(name)) {
      return loss ? Optional.of("a layer with a loss must be an output") : Optional.empty();
    }
    if (!loss) {
      return Optional.of("it is an output without a loss, which Deeplearning4j does not train");
    }
    if (model.stopsGradients(name)) {
      return Optional.of("it is an output within a FrozenLayer, where Deeplearning4j fails");
    }
    if (Collections.frequency(outputs(), name) > 1) {
      return Optional.of("it is an output twice");
    }
    return configuration.getVertexInputs().values().stream().anyMatch(in -> in.contains(name))
        ? Optional.of("the output is an input of another vertex too")
        : Optional.empty();
  }

  private Optional<String> obstacle(String name) {
    LayerSite site = sites.get(name);
    if (site == null) {
      GraphVertex vertex = vertex(name);
      Optional<String> trained = trainedBehind(name);
      if (trained.isPresent()) {
        return trained;
      }
      return vertex instanceof PreprocessorVertex own
          ? LayerForms.preProcessorObstacle(own.getPreProcessor(), layout)
          : VertexForms.obstacle(vertex, layout);
    }
    return trainedBehind(name)
        .or(() -> LayerForms.preProcessorObstacle(preProcessor(name), layout))
        .or(() -> LayerForms.obstacle(site));
  }

  /** A frozen vertex keeps gradients from what comes before it, of which others may bring some. */
  private Optional<String> trainedBehind(String frozen) {
    if (!model.stopsGradients(frozen)) {
      return Optional.empty();
    }
    Collection<String> before = model.before(List.of(frozen), false);
    return sites.values().stream()
        .filter(site -> site.trained() && before.contains(site.name()))
        .filter(site -> site.layer().numParams() > 0)
        .findFirst()
        .map(
            site ->
                "it is frozen, and %s before it is trained by way of other vertices"
                    .formatted(site.name()));
  }

  private List<String> outputs() {
    return configuration.getNetworkOutputs();
  }

  /** The vertices beside the inputs, in an order in which they can be computed. */
  private List<String> names() {
    return model.vertices().stream()
        .filter(vertex -> !vertex.isInputVertex())
        .map(org.deeplearning4j.nn.graph.vertex.GraphVertex::getVertexName)
        .toList();
  }

  private GraphVertex vertex(String name) {
    GraphVertex vertex = configuration.getVertices().get(name);
    if (vertex == null) {
      throw new IllegalStateException("the graph has no vertex " + name);
    }
    return vertex instanceof FrozenVertex frozen ? frozen.getUnderlying() : vertex;
  }

  private Stream<InputPreProcessor> preProcessors() {
    return configuration.getVertices().keySet().stream()
        .map(this::vertex)
        .flatMap(
            vertex ->
                Stream.ofNullable(
                    vertex instanceof PreprocessorVertex own
                        ? own.getPreProcessor()
                        : vertex instanceof LayerVertex layer ? layer.getPreProcessor() : null));
  }

  private @Nullable InputPreProcessor preProcessor(String name) {
    return vertex(name) instanceof LayerVertex layer ? layer.getPreProcessor() : null;
  }

  @Override
  public Graph training(List<Shape> features, Map<Integer, Shape> masks, List<Target> targets) {
    return training(features, masks, Optional.of(targets));
  }

  private Graph training(
      List<Shape> features, Map<Integer, Shape> masks, Optional<List<Target>> targets) {
    GraphBuilder graph = new GraphBuilder(true);
    return LayerForms.training(graph, forward(graph, features, masks), targets, sites.values());
  }

  @Override
  public Graph inference(List<Shape> features) {
    GraphBuilder graph = new GraphBuilder(false);
    return LayerForms.inference(graph, forward(graph, features, Map.of()));
  }

  /**
   * A mask goes on along vertices that compute the same under it, and no further than to what takes
   * one of the steps.
   */
  @Override
  public MaskUse maskUse(Set<Integer> masked) {
    Set<String> under = new HashSet<>();
    masked.forEach(input -> under.add(configuration.getNetworkInputs().get(input)));
    for (String name : names()) {
      if (inputs(name).stream().anyMatch(under::contains)) {
        LayerSite site = sites.get(name);
        boolean last = vertex(name) instanceof LastTimeStepVertex;
        if (site != null && preProcessor(name) == null && LayerForms.passesMasksOn(site)) {
          under.add(name);
        } else if (!last && (site == null || !LayerForms.countsSteps(site))) {
          return MaskUse.REFUSED;
        }
      }
    }
    return MaskUse.COUNTS_STEPS;
  }

  private List<String> inputs(String name) {
    return configuration.getVertexInputs().getOrDefault(name, List.of());
  }

  private List<Output> forward(
      GraphBuilder graph, List<Shape> features, Map<Integer, Shape> masks) {
    Map<String, Tensor> values = new HashMap<>();
    Map<String, Tensor> counted = new HashMap<>();
    masks.forEach(
        (input, mask) ->
            counted.put(
                configuration.getNetworkInputs().get(input), graph.featuresMask(input, mask)));
    for (int i = 0; i < features.size(); i++) {
      values.put(
          configuration.getNetworkInputs().get(i),
          layout.taken(graph, graph.features(i, features.get(i))));
    }
    long examples = features.get(0).size(0);
    for (String name : names()) {
      List<Tensor> inputs = inputs(name).stream().map(input -> value(values, input)).toList();
      graph.count(
          inputs(name).stream().flatMap(in -> Stream.ofNullable(counted.get(in))).findFirst());
      if (vertex(name) instanceof LastTimeStepVertex last) {
        graph.count(Optional.ofNullable(counted.get(last.getMaskArrayInputName())));
      }
      LayerSite site = sites.get(name);
      values.put(
          name,
          site == null
              ? vertex(name, examples, inputs, graph)
              : layer(site, examples, inputs.get(0), graph));
      graph.takeCounted().ifPresent(mask -> counted.put(name, mask));
    }
    List<Output> found = new ArrayList<>();
    for (String name : outputs()) {
      found.add(output(name, found.size(), values, graph));
    }
    return found;
  }

  private Output output(String name, int place, Map<String, Tensor> values, GraphBuilder graph) {
    LayerSite site = Objects.requireNonNull(sites.get(name), "the layer of an output");
    return Output.of(site, place, value(values, name), graph);
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("vertex " + name + " is read before it is computed");
    }
    return value;
  }

  private Tensor vertex(String name, long examples, List<Tensor> inputs, GraphBuilder graph) {
    graph.enter(name);
    GraphVertex vertex = vertex(name);
    return vertex instanceof PreprocessorVertex own
        ? preProcessed(own.getPreProcessor(), name, examples, inputs.get(0), graph)
        : VertexForms.lower(vertex, inputs, graph, layout);
  }

  private Tensor layer(LayerSite site, long examples, Tensor x, GraphBuilder graph) {
    graph.enter(site.name(), site.inferring());
    LayerRule rule = LayerForms.rule(site).orElseThrow();
    InputPreProcessor processor = preProcessor(site.name());
    boolean flattens = processor instanceof CnnToFeedForwardPreProcessor;
    if (!flattens || !rule.takesAnyRank() || layout == ImageLayout.CHANNELS_LAST) {
      return rule.lower(site, preProcessed(processor, site.name(), examples, x, graph), graph);
    }
    Tensor y = rule.lower(site, x, graph);
    return new Reshape().of(graph, y, y.shape().flattened());
  }

  private Tensor preProcessed(
      @Nullable InputPreProcessor processor,
      String name,
      long examples,
      Tensor x,
      GraphBuilder graph) {
    return processor instanceof CnnToFeedForwardPreProcessor
        ? layout.flattened(graph, x)
        : LayerForms.preProcessed(processor, name, examples, x, graph);
  }
}
