package org.fathom4j.compiled.lowering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Graph;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.PooledFirst;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Storage;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Turns;
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

/** Which kinds of layer have a compiled form, in a list or in a graph. */
final class LayerForms {
  @SuppressWarnings("deprecation") // GravesLSTM is, and networks have it.
  private static final Map<Class<?>, LayerRule> RULES =
      Map.ofEntries(
          Map.entry(DenseLayer.class, new DenseRule()),
          Map.entry(Dense.class, new DenseRule()),
          Map.entry(Maxout.class, new DenseRule()),
          Map.entry(OutputLayer.class, new DenseRule()),
          Map.entry(ConvolutionLayer.class, new ConvolutionRule()),
          Map.entry(Convolution.class, new ConvolutionRule()),
          Map.entry(MaxoutConvolution.class, new ConvolutionRule()),
          Map.entry(DepthwiseConvolution2D.class, DepthwiseRules.DEPTHWISE),
          Map.entry(SeparableConvolution2D.class, DepthwiseRules.SEPARABLE),
          Map.entry(Deconvolution2D.class, new DeconvolutionRule()),
          Map.entry(Convolution1D.class, SequenceRules.CONVOLUTION),
          Map.entry(Convolution1DLayer.class, SequenceRules.CONVOLUTION),
          Map.entry(Subsampling1DLayer.class, SequenceRules.POOLING),
          Map.entry(EmbeddingLayer.class, EmbeddingRules.ONE),
          Map.entry(EmbeddingSequenceLayer.class, EmbeddingRules.SEQUENCE),
          Map.entry(SubsamplingLayer.class, new SubsamplingRule()),
          Map.entry(Pooling.class, new SubsamplingRule()),
          Map.entry(BatchNormalization.class, new BatchNormalizationRule()),
          Map.entry(GlobalPoolingLayer.class, new GlobalPoolingRule()),
          Map.entry(ZeroPaddingLayer.class, new ZeroPaddingRule()),
          Map.entry(Cropping2D.class, new CroppingRule()),
          Map.entry(Upsampling2D.class, new UpsamplingRule()),
          Map.entry(LocalResponseNormalization.class, new LocalResponseRule()),
          Map.entry(ParametricRectifier.class, new ParametricRectifierRule()),
          Map.entry(LocallyConnected.class, new HostLayerRule()),
          Map.entry(SubtractiveNormalization.class, new HostLayerRule()),
          Map.entry(ContrastNormalization.class, new HostLayerRule()),
          Map.entry(SequenceOutput.class, new DenseRule()),
          Map.entry(CenterLossOutputLayer.class, new CenterLossRule()),
          Map.entry(LSTM.class, new RecurrentRule()),
          Map.entry(GravesLSTM.class, new RecurrentRule()),
          Map.entry(SimpleRnn.class, new RecurrentRule()),
          Map.entry(GravesBidirectionalLSTM.class, new RecurrentRule()),
          Map.entry(Bidirectional.class, new BidirectionalRule()),
          Map.entry(RnnOutputLayer.class, SequenceRules.OUTPUT),
          Map.entry(RnnLossLayer.class, SequenceRules.LOSS),
          Map.entry(ActivationLayer.class, ElementwiseRules.ACTIVATION),
          Map.entry(DropoutLayer.class, ElementwiseRules.DROPOUT),
          Map.entry(CnnLossLayer.class, ElementwiseRules.PIXEL_LOSS),
          Map.entry(LossLayer.class, ElementwiseRules.LOSS));

  /** Layers along sequences that are not among them. */
  private static final String STEPS = "its steps are not among those that have one";

  private static final Set<Class<?>> PRE_PROCESSORS =
      Set.of(
          CnnToFeedForwardPreProcessor.class,
          FeedForwardToCnnPreProcessor.class,
          FeedForwardToRnnPreProcessor.class,
          RnnToFeedForwardPreProcessor.class);

  private LayerForms() {}

  /** The rule of a layer that has one: ours, or one that it brings. */
  static Optional<LayerRule> rule(LayerSite site) {
    LayerRule own = RULES.get(site.configuration().getClass());
    return own == null ? FormRule.of(site) : Optional.of(own);
  }

  /** Why a layer has no compiled form, or nothing where it has one. */
  static Optional<String> obstacle(LayerSite site) {
    Optional<LayerRule> rule = rule(site);
    if (rule.isEmpty()) {
      Class<?> type = site.configuration().getClass();
      String reason = BaseRecurrentLayer.class.isAssignableFrom(type) ? ": " + STEPS : "";
      return Optional.of("layers of type " + type.getName() + " have no compiled form" + reason);
    }
    return site.commonObstacle()
        .or(() -> site.layout().obstacle(site.configuration()))
        .or(() -> rule.get().obstacle(site));
  }

  /** Whether it makes one of the steps of sequences, and can of those that a mask counts. */
  static boolean countsSteps(LayerSite site) {
    return rule(site).filter(rule -> rule.countsSteps(site)).isPresent();
  }

  /** Whether it computes the same under a mask, and hands it on to the next. */
  @SuppressWarnings("deprecation") // GravesLSTM is, and networks have it.
  static boolean passesMasksOn(LayerSite site) {
    Class<?> type = site.configuration().getClass();
    return !site.takesLastStep() && (type == LSTM.class || type == GravesLSTM.class);
  }

  /** Why what stands before a layer has no compiled form, or nothing. */
  static Optional<String> preProcessorObstacle(
      @Nullable InputPreProcessor processor, ImageLayout layout) {
    if (processor == null) {
      return Optional.empty();
    }
    if (!PRE_PROCESSORS.contains(processor.getClass())) {
      return Optional.of(
          "its pre-processor " + processor.getClass().getSimpleName() + " has no compiled form");
    }
    RNNFormat format =
        processor instanceof RnnToFeedForwardPreProcessor steps
            ? steps.getRnnDataFormat()
            : processor instanceof FeedForwardToRnnPreProcessor rows
                ? rows.getRnnDataFormat()
                : null;
    return Sequences.obstacle(format).or(() -> layout.obstacle(processor));
  }

  /**
   * What a pre-processor that does not flatten makes of a value: vectors as images; steps of
   * sequences as examples of their own, all first steps before all second ones, and back. Where
   * global pooling made vectors of sequences, Deeplearning4j leaves them as they are.
   *
   * @param examples how many the batch has
   */
  static Tensor preProcessed(
      @Nullable InputPreProcessor processor,
      String name,
      long examples,
      Tensor x,
      GraphBuilder graph) {
    if (processor instanceof FeedForwardToCnnPreProcessor images && x.shape().rank() == 2) {
      return images(images, name, x, graph);
    }
    if (processor instanceof RnnToFeedForwardPreProcessor && Sequences.is(x.shape())) {
      return Sequences.rows(graph, x);
    }
    if (processor instanceof FeedForwardToRnnPreProcessor) {
      Shape rows = x.shape();
      if (rows.rank() != 2 || rows.size(0) % examples != 0) {
        throw new IllegalArgumentException(
            "layer %s takes rows that are steps of %d sequences, got an input of %s"
                .formatted(name, examples, rows));
      }
      Shape sequences = Shape.of(examples, rows.size(1), rows.size(0) / examples);
      return Sequences.ofRows(graph, x, sequences);
    }
    return x;
  }

  private static Tensor images(
      FeedForwardToCnnPreProcessor images, String name, Tensor x, GraphBuilder graph) {
    Shape shape =
        Shape.of(
            x.shape().size(0),
            images.getNumChannels(),
            images.getInputHeight(),
            images.getInputWidth());
    if (shape.elements() != x.shape().elements()) {
      throw new IllegalArgumentException(
          "layer %s takes images of %s, got an input of %s".formatted(name, shape, x.shape()));
    }
    return new Reshape().of(graph, x, shape);
  }

  /** Parameters of layers that are not trained. */
  private static Set<Tensor> fixedParameters(GraphBuilder graph, Collection<LayerSite> sites) {
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

  /**
   * The graph of training: the losses of the outputs, and the backward steps. It is asked for what
   * is scored, then for what is handed on.
   */
  static Graph training(
      GraphBuilder graph,
      List<Output> outputs,
      Optional<List<Target>> targets,
      Collection<LayerSite> sites) {
    List<Backpropagation.Start> starts = new ArrayList<>();
    List<Backpropagation.Start> more = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      Target target = targets.isPresent() ? targets.get().get(i) : Target.like(output.shape());
      output.require(target);
      graph.enter(output.site().name(), output.site().inferring());
      starts.add(Losses.add(graph, output, target));
      output.input().map(x -> CenterLossRule.add(graph, output, x)).ifPresent(more::add);
    }
    List<Tensor> scored = starts.stream().map(Backpropagation.Start::output).toList();
    starts.addAll(more);
    List<Tensor> asked = new ArrayList<>(scored);
    asked.addAll(graph.handedOn());
    Backpropagation.run(graph, starts, fixedParameters(graph, sites));
    return PooledFirst.apply(Turns.apply(new Graph(graph.steps(), asked)));
  }

  /** The graph of inference: what the activations of the last layers make of their outputs. */
  static Graph inference(GraphBuilder graph, List<Output> outputs) {
    List<Tensor> activated = outputs.stream().map(output -> output.activated(graph)).toList();
    return PooledFirst.apply(Turns.apply(new Graph(graph.steps(), activated)));
  }
}
