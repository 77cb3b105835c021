package org.fathom4j.compiled.lowering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.update.TrainedLayers;
import org.fathom4j.layers.convolution.Convolution;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.convolution.Pooling;
import org.fathom4j.layers.dense.Dense;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.layers.normalization.ContrastNormalization;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.fathom4j.layers.output.SequenceOutput;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Turns a network into a graph for one shape of features, or says what stands in the way. */
public final class NetworkLowering {
  private static final Map<Class<?>, LayerRule> RULES =
      Map.ofEntries(
          Map.entry(DenseLayer.class, new DenseRule()),
          Map.entry(Dense.class, new DenseRule()),
          Map.entry(Maxout.class, new DenseRule()),
          Map.entry(OutputLayer.class, new DenseRule()),
          Map.entry(ConvolutionLayer.class, new ConvolutionRule()),
          Map.entry(Convolution.class, new ConvolutionRule()),
          Map.entry(MaxoutConvolution.class, new ConvolutionRule()),
          Map.entry(SubsamplingLayer.class, new SubsamplingRule()),
          Map.entry(Pooling.class, new SubsamplingRule()),
          Map.entry(BatchNormalization.class, new BatchNormalizationRule()),
          Map.entry(LocalResponseNormalization.class, new LocalResponseRule()),
          Map.entry(ParametricRectifier.class, new ParametricRectifierRule()),
          Map.entry(LocallyConnected.class, new HostLayerRule()),
          Map.entry(SubtractiveNormalization.class, new HostLayerRule()),
          Map.entry(ContrastNormalization.class, new HostLayerRule()),
          Map.entry(SequenceOutput.class, new DenseRule()),
          Map.entry(ActivationLayer.class, ElementwiseRules.ACTIVATION),
          Map.entry(DropoutLayer.class, ElementwiseRules.DROPOUT),
          Map.entry(LossLayer.class, ElementwiseRules.LOSS));

  private final MultiLayerNetwork network;
  private final List<LayerSite> sites = new ArrayList<>();

  /** Looks at a network that is initialised. */
  public NetworkLowering(MultiLayerNetwork network) {
    this.network = network;
    List<Boolean> trained = TrainedLayers.of(network);
    for (int i = 0; i < network.getnLayers(); i++) {
      org.deeplearning4j.nn.api.Layer layer = network.getLayer(i);
      sites.add(new LayerSite(i, layer, layer.conf().getLayer(), network.params(), trained.get(i)));
    }
  }

  /** The names of the layers, in order. */
  public List<String> layers() {
    return sites.stream().map(LayerSite::name).toList();
  }

  /** The layers whose parameters stay as they are, with the reason; in order. */
  public Map<String, String> untrained() {
    Map<String, String> untrained = new LinkedHashMap<>();
    int first = TrainedLayers.firstReached(network);
    for (LayerSite site : sites) {
      if (TrainedLayers.isFrozen(site.layer())) {
        untrained.put(site.name(), "frozen");
      } else if (!site.trained()) {
        String barrier = sites.get(first - 1).name();
        untrained.put(site.name(), "not trained, for %s is frozen".formatted(barrier));
      }
    }
    return untrained;
  }

  /** The steps of training on this example, a batch of one, that run in Java. */
  public List<HostStep> hostSteps(Shape example) {
    return HostStep.of(training(example, Optional.empty()));
  }

  /** One example's features, where the network tells their shape: not that of images. */
  public Optional<Shape> example() {
    if (preProcessor(sites.get(0)) instanceof FeedForwardToCnnPreProcessor images) {
      long pixels = images.getInputHeight() * images.getInputWidth();
      return Optional.of(Shape.of(1, pixels * images.getNumChannels()));
    }
    // What stands before the first dense layer leaves vectors as wide as they are.
    return sites.stream()
        .filter(site -> RULES.get(site.configuration().getClass()) instanceof DenseRule)
        .findFirst()
        .filter(site -> !(preProcessor(site) instanceof CnnToFeedForwardPreProcessor))
        .map(site -> Shape.of(1, site.as(FeedForwardLayer.class).getNIn()));
  }

  /** One example's features. */
  public static Shape example(InputType input) {
    if (input instanceof InputType.InputTypeConvolutional image) {
      return Shape.of(1, image.getChannels(), image.getHeight(), image.getWidth());
    }
    return Shape.of(1, input.arrayElementsPerExample());
  }

  /** Everything that has no compiled form; empty where the network can be compiled. */
  public List<Obstacle> obstacles() {
    List<Obstacle> obstacles = new ArrayList<>();
    NetworkSettings.obstacle(network)
        .ifPresent(reason -> obstacles.add(new Obstacle("network", reason)));
    for (LayerSite site : sites) {
      layerObstacle(site).ifPresent(reason -> obstacles.add(new Obstacle(site.name(), reason)));
    }
    return obstacles;
  }

  /** The steps of training on batches of these shapes: forward, loss, backward. */
  public Graph training(Shape features, Targets targets) {
    return training(features, Optional.of(targets));
  }

  private Graph training(Shape features, Optional<Targets> targets) {
    GraphBuilder graph = new GraphBuilder(true);
    Tensor input = graph.features(features);
    Tensor z = forward(graph, input);
    LayerSite last = sites.get(sites.size() - 1);
    Losses.Start start =
        Losses.add(
            graph,
            z,
            loss(last),
            activation(last),
            targets.orElseGet(() -> Targets.like(z.shape())));
    Backpropagation.run(graph, start.output(), start.gradient(), fixedParameters(graph));
    return new Graph(graph.steps(), start.output());
  }

  /** Parameters of layers that are not trained. */
  private Set<Tensor> fixedParameters(GraphBuilder graph) {
    Set<String> fixed =
        sites.stream()
            .filter(site -> !site.trained())
            .map(LayerSite::name)
            .collect(Collectors.toUnmodifiableSet());
    return graph.steps().stream()
        .filter(step -> fixed.contains(step.layer()))
        .flatMap(step -> step.reads().stream())
        .filter(read -> read.storage() instanceof Storage.Parameter)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The steps from features of this shape to the network's output. */
  public Graph inference(Shape features) {
    GraphBuilder graph = new GraphBuilder(false);
    Tensor input = graph.features(features);
    Tensor z = forward(graph, input);
    Tensor output = Activations.apply(activation(sites.get(sites.size() - 1)), graph, z);
    return new Graph(graph.steps(), output);
  }

  private Tensor forward(GraphBuilder graph, Tensor features) {
    Tensor x = features;
    boolean flattening = false;
    for (LayerSite site : sites) {
      graph.enter(site.name(), site.inferring());
      LayerRule rule = rule(site).orElseThrow();
      flattening |= preProcessor(site) instanceof CnnToFeedForwardPreProcessor;
      if (flattening && !rule.takesAnyRank()) {
        x = new Reshape().of(graph, x, x.shape().flattened());
      }
      x = rule.lower(site, images(site, x, graph), graph);
      flattening &= x.shape().rank() > 2;
    }
    return new Reshape().of(graph, x, x.shape().flattened());
  }

  private @Nullable InputPreProcessor preProcessor(LayerSite site) {
    return network.getLayerWiseConfigurations().getInputPreProcess(site.index());
  }

  private Tensor images(LayerSite site, Tensor x, GraphBuilder graph) {
    InputPreProcessor processor = preProcessor(site);
    if (processor instanceof FeedForwardToCnnPreProcessor images && x.shape().rank() == 2) {
      Shape shape =
          Shape.of(
              x.shape().size(0),
              images.getNumChannels(),
              images.getInputHeight(),
              images.getInputWidth());
      if (shape.elements() != x.shape().elements()) {
        throw new IllegalArgumentException(
            "layer %s takes images of %s, got an input of %s"
                .formatted(site.name(), shape, x.shape()));
      }
      return new Reshape().of(graph, x, shape);
    }
    return x;
  }

  private Optional<String> layerObstacle(LayerSite site) {
    InputPreProcessor processor = preProcessor(site);
    boolean known =
        processor == null
            || processor.getClass() == FeedForwardToCnnPreProcessor.class
            || (processor.getClass() == CnnToFeedForwardPreProcessor.class
                && ((CnnToFeedForwardPreProcessor) processor).getFormat() == CNN2DFormat.NCHW);
    if (processor != null && !known) {
      return Optional.of(
          "its pre-processor " + processor.getClass().getSimpleName() + " has no compiled form");
    }
    boolean last = site.index() == sites.size() - 1;
    if (!last && site.hasLoss()) {
      return Optional.of("a layer with a loss must be the last one");
    }
    Optional<LayerRule> rule = rule(site);
    if (rule.isEmpty()) {
      return Optional.of(
          "layers of type " + site.configuration().getClass().getName() + " have no compiled form");
    }
    return site.commonObstacle().or(() -> rule.get().obstacle(site));
  }

  private static Optional<LayerRule> rule(LayerSite site) {
    return Optional.ofNullable(RULES.get(site.configuration().getClass()));
  }

  private static ILossFunction loss(LayerSite last) {
    return last.configuration() instanceof LossLayer layer
        ? layer.getLossFn()
        : last.as(BaseOutputLayer.class).getLossFn();
  }

  private static IActivation activation(LayerSite last) {
    return last.activation();
  }
}
