package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.exception.ND4JIllegalStateException;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A graph drawn by a seed: layers and vertices on whatever came before, all of it used, of one or
 * two inputs and one to three outputs.
 */
final class RandomGraph {
  private static final int VERTICES = 9;
  private static final int OUTPUTS = 3;
  private static final List<Activation> SMOOTH =
      List.of(Activation.TANH, Activation.SIGMOID, Activation.SOFTPLUS, Activation.IDENTITY);

  private final SplittableRandom random;
  private final int examples;
  private final List<Value> inputs = new ArrayList<>();
  private final int outputs;
  private final boolean masked;
  private final List<Value> values = new ArrayList<>();
  private final Set<Value> unread = new LinkedHashSet<>();
  private final Set<Value> views = new LinkedHashSet<>();
  private final StringBuilder story = new StringBuilder();
  private final ComputationGraph graph;
  private final CNN2DFormat format;
  private int layers;

  /** What a vertex gives: images, or vectors of height and width 1. */
  private record Value(String name, int channels, int height, int width, boolean image) {
    Value as(String other, int newChannels) {
      return new Value(other, newChannels, height, width, image);
    }

    InputType type(CNN2DFormat format) {
      return image
          ? InputType.convolutional(height, width, channels, format)
          : InputType.feedForward(channels);
    }

    boolean fits(Value other) {
      return image == other.image && height == other.height && width == other.width;
    }
  }

  private RandomGraph(long seed) {
    random = new SplittableRandom(seed);
    examples = random.nextInt(2, 12);
    inputs.add(input("in", random.nextInt(3) > 0));
    if (random.nextInt(3) == 0) {
      inputs.add(input("more", random.nextBoolean()));
    }
    outputs = random.nextInt(2) == 0 ? 1 : random.nextInt(2, 4);
    masked = random.nextInt(3) == 0;
    format =
        new SplittableRandom(seed + 1_000_003).nextInt(3) == 0
            ? CNN2DFormat.NHWC
            : CNN2DFormat.NCHW;
    graph = drawn(seed);
  }

  /**
   * A graph that Deeplearning4j itself takes: of some it works out other sizes than they have, as
   * of subsets of images.
   */
  static RandomGraph of(long seed) {
    for (long draw = seed; ; draw += 1_000_000) {
      try {
        RandomGraph drawn = new RandomGraph(draw);
        drawn.graph().output(drawn.batch().getFeatures());
        return drawn;
      } catch (DL4JException
          | InvalidInputTypeException
          | IllegalStateException
          | ND4JIllegalStateException refused) {
        // Another one; the pass that failed may have left workspaces open.
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
      }
    }
  }

  private static Value input(String name, boolean images) {
    return images ? new Value(name, 3, 7, 8, true) : new Value(name, 12, 1, 1, false);
  }

  private ComputationGraph drawn(long seed) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(updater())
            .l2(random.nextBoolean() ? 1e-3 : 0)
            .convolutionMode(ConvolutionMode.Same)
            .graphBuilder()
            .addInputs(inputs.stream().map(Value::name).toArray(String[]::new))
            .setInputTypes(
                inputs.stream().map(input -> input.type(format)).toArray(InputType[]::new));
    values.addAll(inputs);
    unread.addAll(inputs);
    int count = random.nextInt(2, VERTICES);
    for (int i = 0; i < count; i++) {
      add(builder, values.get(random.nextInt(values.size())));
    }
    List<Value> inner = List.copyOf(values);
    List<String> ends = new ArrayList<>();
    for (Value end : List.copyOf(unread)) {
      ends.add(vector(builder, end));
    }
    String last = ends.get(0);
    if (ends.size() > 1) {
      builder.addVertex("ends", new MergeVertex(), ends.toArray(String[]::new));
      last = "ends";
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      names.add("out" + i);
      String read = i == 0 ? last : vector(builder, inner.get(random.nextInt(inner.size())));
      builder.addLayer(names.get(i), output(), read);
      story.append(" out").append(i).append('[').append(read).append(']');
    }
    ComputationGraph whole =
        new ComputationGraph(builder.setOutputs(names.toArray(String[]::new)).build());
    whole.init();
    return frozen(whole);
  }

  private String vector(GraphBuilder builder, Value end) {
    return end.image
        ? layer(builder, end, end.channels, new GlobalPoolingLayer(PoolingType.AVG)).name
        : end.name;
  }

  /** A part of it is frozen, now and then, with all that leads there. */
  private ComputationGraph frozen(ComputationGraph whole) {
    List<Value> layered = values.stream().filter(value -> value.name.startsWith("layer")).toList();
    if (layered.isEmpty() || random.nextInt(4) > 0) {
      return whole;
    }
    String until = layered.get(random.nextInt(layered.size())).name;
    story.append(" frozen until ").append(until);
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(whole).setFeatureExtractor(until).build();
    frozen.getConfiguration().getVertices().forEach((name, copy) -> mergeAlike(whole, name, copy));
    return frozen;
  }

  /** Deeplearning4j's copies of a vertex that merges forget the dimension. */
  private static void mergeAlike(ComputationGraph whole, String name, GraphVertex copy) {
    GraphVertex inner = copy instanceof FrozenVertex frozen ? frozen.getUnderlying() : copy;
    if (inner instanceof MergeVertex merge
        && whole.getConfiguration().getVertices().get(name) instanceof MergeVertex original) {
      merge.setMergeAxis(original.getMergeAxis());
    }
  }

  private IUpdater updater() {
    return switch (random.nextInt(3)) {
      case 0 -> new Nesterovs(0.05, 0.9);
      case 1 -> new Adam(1e-3);
      default -> new RmsProp(1e-3);
    };
  }

  private OutputLayer output() {
    return switch (random.nextInt(3)) {
      case 0 -> output(LossFunction.MCXENT, Activation.SOFTMAX);
      case 1 -> output(LossFunction.XENT, Activation.SIGMOID);
      default -> output(LossFunction.MSE, Activation.TANH);
    };
  }

  private static OutputLayer output(LossFunction loss, Activation function) {
    return new OutputLayer.Builder(loss).nOut(OUTPUTS).activation(function).build();
  }

  private void add(GraphBuilder builder, Value x) {
    if (random.nextInt(5) == 0) {
      compare(builder, x);
      return;
    }
    switch (random.nextInt(x.image ? 12 : 7)) {
      case 0 -> builder(builder, new ScaleVertex(0.5), x, x.channels);
      case 1 -> builder(builder, new ShiftVertex(0.25), x, x.channels);
      case 2 -> subset(builder, x);
      case 3 -> merge(builder, x);
      case 4, 5 -> combine(builder, x);
      case 6 -> trained(builder, x);
      case 7 -> trained(builder, x);
      case 8 -> {
        int size = random.nextInt(1, 3);
        Layer up = new Upsampling2D.Builder(size).build();
        resized(builder, x, x.height * size, x.width * size, up);
      }
      case 9 ->
          resized(
              builder,
              x,
              x.height + 1,
              x.width + 3,
              new ZeroPaddingLayer.Builder(0, 1, 2, 1).build());
      case 10 -> {
        if (x.height > 2 && x.width > 2) {
          Layer crop = new Cropping2D.Builder(1, 0, 0, 1).build();
          Value y = resized(builder, x, x.height - 1, x.width - 1, crop);
          if (inputs.contains(x)) {
            views.add(y);
          }
        }
      }
      default -> pool(builder, x);
    }
  }

  /** Vertices that look at examples as a whole, or at two inputs in one way. */
  private void compare(GraphBuilder builder, Value x) {
    Value other = other(v -> v.fits(x) && v.channels == x.channels && !v.equals(x)).orElse(x);
    switch (random.nextInt(other.equals(x) ? 2 : 4)) {
      case 0 -> builder(builder, new L2NormalizeVertex(), x, x.channels);
      case 1 -> {
        String name = "vertex" + layers++;
        int all = x.channels * x.height * x.width;
        builder.addVertex(name, new ReshapeVertex(-1, all), x.name);
        tell(name, "reshape", List.of(x.name));
        put(new Value(name, all, 1, 1, false), x);
      }
      case 2 -> {
        if (x.image) { // of which Deeplearning4j compares elements that lie in other places
          return;
        }
        String name = "vertex" + layers++;
        builder.addVertex(name, new L2Vertex(), x.name, other.name);
        tell(name, "distance", List.of(x.name, other.name));
        unread.remove(other);
        put(new Value(name, 1, 1, 1, false), x);
      }
      default -> shared(builder, x, other);
    }
  }

  /** One layer for two inputs. */
  private void shared(GraphBuilder builder, Value x, Value other) {
    if (x.image && format == CNN2DFormat.NHWC) { // as behind subsets
      return;
    }
    int units = random.nextInt(2, 6);
    String name = "shared" + layers++;
    builder
        .addVertex(name + "-stack", new StackVertex(), x.name, other.name)
        .addLayer(name, weighted(x.image, units, Activation.TANH), name + "-stack")
        .addVertex(name + "-0", new UnstackVertex(0, 2), name)
        .addVertex(name + "-1", new UnstackVertex(1, 2), name);
    tell(name, "shared", List.of(x.name, other.name));
    put(x.as(name + "-0", units), x);
    put(x.as(name + "-1", units), other);
  }

  private static Layer weighted(boolean image, int units, Activation function) {
    return image
        ? new ConvolutionLayer.Builder(3, 3).nOut(units).activation(function).build()
        : new DenseLayer.Builder().nOut(units).activation(function).build();
  }

  private void pool(GraphBuilder builder, Value x) {
    PoolingType type = random.nextBoolean() ? PoolingType.AVG : PoolingType.MAX;
    Layer pool = new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2).build();
    resized(builder, x, (x.height + 1) / 2, (x.width + 1) / 2, pool);
  }

  private Value resized(GraphBuilder builder, Value x, int height, int width, Layer layer) {
    Value y = new Value(add(builder, x, layer), x.channels, height, width, true);
    put(y, x);
    return y;
  }

  private void trained(GraphBuilder builder, Value x) {
    Activation function = SMOOTH.get(random.nextInt(SMOOTH.size()));
    int units = random.nextInt(2, 9);
    switch (random.nextInt(x.image ? 7 : 4)) {
      case 0 -> layer(builder, x, x.channels, new BatchNormalization.Builder().build());
      case 1 -> activation(builder, x, function);
      case 4 -> {
        int times = x.channels < 10 ? 2 : 1;
        layer(
            builder,
            x,
            times * x.channels,
            new DepthwiseConvolution2D.Builder(2, 3)
                .depthMultiplier(times)
                .activation(function)
                .build());
      }
      case 5 -> layer(builder, x, units, separable(x, units, function));
      case 6 -> {
        int stride = random.nextInt(1, 3);
        String name =
            add(
                builder,
                x,
                new Deconvolution2D.Builder(3, 2)
                    .stride(stride, 1)
                    .nOut(units)
                    .activation(function)
                    .build());
        put(new Value(name, units, stride * x.height, x.width, true), x);
      }
      default -> layer(builder, x, units, weighted(x.image, units, function));
    }
  }

  /** Of one channel Deeplearning4j computes none, or another: an ordinary one then. */
  private Layer separable(Value x, int units, Activation function) {
    return x.channels == 1
        ? weighted(true, units, function)
        : new SeparableConvolution2D.Builder(3, 2)
            .depthMultiplier(random.nextInt(1, 3))
            .nOut(units)
            .activation(function)
            .build();
  }

  /**
   * Deeplearning4j's inference writes it into what it reads, so nobody else may. What is cropped of
   * an input is a view of it, which others read.
   */
  private void activation(GraphBuilder builder, Value x, Activation function) {
    if (unread.contains(x) && !inputs.contains(x) && !views.contains(x)) {
      layer(builder, x, x.channels, new ActivationLayer(function));
      values.remove(x);
    }
  }

  private void subset(GraphBuilder builder, Value x) {
    if (x.image && format == CNN2DFormat.NHWC) { // behind which layers are told of NCHW
      return;
    }
    int from = random.nextInt(x.channels);
    int to = random.nextInt(from, x.channels);
    builder(builder, new SubsetVertex(from, to), x, to - from + 1);
  }

  private void merge(GraphBuilder builder, Value x) {
    Value other = other(x::fits).orElse(x);
    builder(builder, new MergeVertex(), x, x.channels + other.channels, other);
  }

  private void combine(GraphBuilder builder, Value x) {
    Value other = other(v -> v.fits(x) && v.channels == x.channels).orElse(x);
    ElementWiseVertex.Op[] all = ElementWiseVertex.Op.values();
    ElementWiseVertex.Op op = all[random.nextInt(all.length)];
    builder(builder, new ElementWiseVertex(op), x, x.channels, other);
  }

  private Optional<Value> other(Predicate<Value> fits) {
    List<Value> fitting = values.stream().filter(fits).toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(fitting.get(random.nextInt(fitting.size())));
  }

  private void builder(
      GraphBuilder builder, GraphVertex vertex, Value x, int channels, Value... more) {
    String name = "vertex" + layers++;
    List<String> inputs = new ArrayList<>(List.of(x.name));
    for (Value each : more) {
      inputs.add(each.name);
      unread.remove(each);
    }
    builder.addVertex(name, vertex, inputs.toArray(String[]::new));
    tell(name, vertex, inputs);
    put(x.as(name, channels), x);
  }

  private Value layer(GraphBuilder builder, Value x, int channels, Layer layer) {
    boolean pooled = layer instanceof GlobalPoolingLayer;
    String name = add(builder, x, layer);
    Value y = pooled ? new Value(name, channels, 1, 1, false) : x.as(name, channels);
    put(y, x);
    return y;
  }

  private String add(GraphBuilder builder, Value x, Layer layer) {
    String name = "layer" + layers++;
    builder.addLayer(name, layer, x.name);
    tell(name, layer, List.of(x.name));
    return name;
  }

  private void tell(String name, Object what, List<String> inputs) {
    story
        .append(' ')
        .append(name)
        .append('=')
        .append(what instanceof String told ? told : what.getClass().getSimpleName())
        .append(inputs);
  }

  private void put(Value y, Value read) {
    unread.remove(read);
    values.add(y);
    unread.add(y);
  }

  /** A copy that is trained. */
  ComputationGraph graph() {
    String configuration = graph.getConfiguration().toJson();
    ComputationGraph copy =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
    copy.init(graph.params().dup(), false);
    return copy;
  }

  /** A batch to train on. */
  MultiDataSet batch() {
    INDArray[] features =
        inputs.stream()
            .map(input -> input.image ? images() : Nets.random(examples, 12))
            .toArray(INDArray[]::new);
    INDArray[] labels = new INDArray[outputs];
    INDArray[] masks = new INDArray[outputs];
    for (int i = 0; i < outputs; i++) {
      labels[i] = Nets.labels(examples, OUTPUTS);
      if (i == outputs - 1 || (examples + i) % 2 == 0) { // some have none
        masks[i] = Nd4j.ones(examples, 1);
        masks[i].putScalar(i % examples, 0, 0);
      }
    }
    return new MultiDataSet(features, labels, null, masked ? masks : null);
  }

  private INDArray images() {
    return Nets.as(format, Nets.random(examples, 3, 7, 8));
  }

  @Override
  public String toString() {
    return "%d examples of %s%s, %s:%s"
        .formatted(examples, inputs, masked ? ", masked" : "", format, story);
  }
}
