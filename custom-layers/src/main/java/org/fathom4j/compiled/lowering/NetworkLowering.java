package org.fathom4j.compiled.lowering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.model.Freezing;
import org.fathom4j.compiled.model.LayerList;
import org.fathom4j.compiled.model.TrainedModel;
import org.jspecify.annotations.Nullable;

/** Turns a network into a graph for one shape of features, or says what stands in the way. */
public final class NetworkLowering implements Lowering {
  private final MultiLayerNetwork network;
  private final LayerList model;
  private final ImageLayout layout;
  private final List<LayerSite> sites = new ArrayList<>();

  /** Looks at a network that is initialised. */
  public NetworkLowering(MultiLayerNetwork network) {
    this.network = network;
    this.model = new LayerList(network);
    List<TrainedModel.Part> parts = model.parts();
    this.layout =
        ImageLayout.of(
            parts.stream().map(part -> part.layer().conf().getLayer()),
            network.getLayerWiseConfigurations().getInputPreProcessors().values().stream());
    for (int i = 0; i < parts.size(); i++) {
      org.deeplearning4j.nn.api.Layer layer = parts.get(i).layer();
      Layer configuration = layer.conf().getLayer();
      sites.add(
          new LayerSite(
              i,
              name(i, configuration),
              layer,
              configuration,
              network.params(),
              parts.get(i).trained(),
              layout));
    }
  }

  /** The index, and the layer's own name or its kind. */
  private static String name(int index, Layer configuration) {
    String own = configuration.getLayerName();
    boolean given = own != null && !own.equals("layer" + index);
    return index + ":" + (given ? own : configuration.getClass().getSimpleName());
  }

  /** The names of the layers, in order. */
  @Override
  public List<String> layers() {
    return sites.stream().map(LayerSite::name).toList();
  }

  /** The layers whose parameters stay as they are, with the reason; in order. */
  @Override
  public Map<String, String> untrained() {
    Map<String, String> untrained = new LinkedHashMap<>();
    int first = model.firstReached();
    for (LayerSite site : sites) {
      if (Freezing.isFrozen(site.layer())) {
        untrained.put(site.name(), "frozen");
      } else if (!site.trained()) {
        String barrier = sites.get(first - 1).name();
        untrained.put(site.name(), "not trained, for %s is frozen".formatted(barrier));
      }
    }
    return untrained;
  }

  @Override
  public Graph training(List<Shape> example) {
    return training(example, Map.of(), Optional.empty());
  }

  /** One example's features, where the network tells their shape: not that of images. */
  @Override
  public Optional<List<Shape>> example() {
    if (preProcessor(sites.get(0)) instanceof FeedForwardToCnnPreProcessor images) {
      long pixels = images.getInputHeight() * images.getInputWidth();
      return Optional.of(List.of(Shape.of(1, pixels * images.getNumChannels())));
    }
    if (sites.get(0).configuration() instanceof EmbeddingLayer) {
      return Optional.of(List.of(Shape.of(1, 1)));
    }
    OptionalLong channels = channelsOfAnyLength();
    if (channels.isPresent()) {
      return Optional.of(List.of(Shape.of(1, channels.getAsLong(), 1)));
    }
    // What stands before the first dense layer leaves vectors as wide as they are.
    return sites.stream()
        .filter(site -> LayerForms.rule(site).filter(DenseRule.class::isInstance).isPresent())
        .findFirst()
        .filter(site -> preProcessor(site) == null && !comesOfSequences(site))
        .map(site -> List.of(Shape.of(1, site.as(FeedForwardLayer.class).getNIn())));
  }

  /** Those of sequences that a network begins with, where one step is enough of them. */
  private OptionalLong channelsOfAnyLength() {
    boolean windows =
        sites.stream()
            .flatMap(site -> LayerForms.rule(site).stream())
            .anyMatch(rule -> rule == SequenceRules.CONVOLUTION || rule == SequenceRules.POOLING);
    Layer first = sites.get(0).configuration();
    if (windows) {
      return OptionalLong.empty();
    }
    if (first instanceof Bidirectional both) {
      return OptionalLong.of(both.getNIn());
    }
    return first instanceof BaseRecurrentLayer along
        ? OptionalLong.of(along.getNIn())
        : OptionalLong.empty();
  }

  /** Whether something before a layer makes vectors of sequences or images. */
  private boolean comesOfSequences(LayerSite site) {
    return sites.subList(0, site.index()).stream()
        .map(LayerSite::configuration)
        .anyMatch(
            before -> before instanceof GlobalPoolingLayer || before instanceof BaseRecurrentLayer);
  }

  /**
   * Layers that run forwards leave them to the masks of labels, and those behind them too. What
   * takes the last step is never among such layers alone: no loss of steps follows it. What takes
   * one of all steps heeds them, and leaves none to heed.
   */
  @Override
  public MaskUse maskUse(Set<Integer> masked) {
    Optional<LayerSite> first = sites.stream().filter(site -> !isBlind(site)).findFirst();
    if (first.isEmpty()) {
      return MaskUse.IGNORED;
    }
    return model.truncation().isEmpty() && LayerForms.countsSteps(first.get())
        ? MaskUse.COUNTS_STEPS
        : MaskUse.REFUSED;
  }

  private static boolean isBlind(LayerSite site) {
    return LayerForms.passesMasksOn(site) || site.configuration() instanceof RnnOutputLayer;
  }

  @Override
  public Shape example(InputType input) {
    return layout.example(input);
  }

  /** Everything that has no compiled form; empty where the network can be compiled. */
  @Override
  public List<Obstacle> obstacles() {
    List<Obstacle> obstacles = new ArrayList<>();
    NetworkSettings.obstacle(model)
        .or(this::lossObstacle)
        .ifPresent(reason -> obstacles.add(new Obstacle("network", reason)));
    for (LayerSite site : sites) {
      layerObstacle(site).ifPresent(reason -> obstacles.add(new Obstacle(site.name(), reason)));
    }
    return obstacles;
  }

  /** The steps of training on batches of these shapes: forward, loss, backward. */
  @Override
  public Graph training(List<Shape> features, Map<Integer, Shape> masks, List<Target> targets) {
    return training(features, masks, Optional.of(targets));
  }

  private Graph training(
      List<Shape> features, Map<Integer, Shape> masks, Optional<List<Target>> targets) {
    GraphBuilder graph =
        model.truncation().isPresent() ? GraphBuilder.ofParts() : new GraphBuilder(true);
    graph.count(Optional.ofNullable(masks.get(0)).map(mask -> graph.featuresMask(0, mask)));
    return LayerForms.training(graph, List.of(forward(graph, features)), targets, sites);
  }

  /** The steps from features of this shape to the network's output. */
  @Override
  public Graph inference(List<Shape> features) {
    GraphBuilder graph = new GraphBuilder(false);
    return LayerForms.inference(graph, List.of(forward(graph, features)));
  }

  private Output forward(GraphBuilder graph, List<Shape> features) {
    Tensor x = layout.taken(graph, graph.features(0, features.get(0)));
    boolean flattening = false;
    for (LayerSite site : sites) {
      graph.enter(site.name(), site.inferring());
      LayerRule rule = LayerForms.rule(site).orElseThrow();
      flattening |= preProcessor(site) instanceof CnnToFeedForwardPreProcessor;
      if (flattening && !(rule.takesAnyRank() && layout == ImageLayout.CHANNELS_FIRST)) {
        x = layout.flattened(graph, x);
      }
      long examples = features.get(0).size(0);
      x =
          rule.lower(
              site,
              LayerForms.preProcessed(preProcessor(site), site.name(), examples, x, graph),
              graph);
      flattening &= x.shape().rank() > 2;
    }
    return Output.of(sites.get(sites.size() - 1), 0, x, graph);
  }

  private @Nullable InputPreProcessor preProcessor(LayerSite site) {
    return network.getLayerWiseConfigurations().getInputPreProcess(site.index());
  }

  private Optional<String> lossObstacle() {
    return sites.get(sites.size() - 1).hasLoss()
        ? Optional.empty()
        : Optional.of("its last layer has no loss");
  }

  private Optional<String> layerObstacle(LayerSite site) {
    boolean last = site.index() == sites.size() - 1;
    if (!last && site.hasLoss()) {
      return LayerForms.preProcessorObstacle(preProcessor(site), layout)
          .or(() -> Optional.of("a layer with a loss must be the last one"));
    }
    return LayerForms.preProcessorObstacle(preProcessor(site), layout)
        .or(() -> LayerForms.obstacle(site))
        .or(() -> partsObstacle(site));
  }

  @SuppressWarnings("deprecation") // One of them is, and networks have it.
  private Optional<String> partsObstacle(LayerSite site) {
    boolean back =
        site.configuration() instanceof Bidirectional
            || site.configuration() instanceof GravesBidirectionalLSTM;
    return back && model.truncation().isPresent()
        ? Optional.of(
            "what runs backwards cannot be trained part by part: not in Deeplearning4j either")
        : Optional.empty();
  }
}
