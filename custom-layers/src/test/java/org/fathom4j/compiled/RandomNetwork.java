package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.convolution.LocallyConnected;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.normalization.ContrastNormalization;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.fathom4j.layers.output.SequenceOutput;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.SpecifiedIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** A network and its batches, drawn from a seed: the same seed always draws the same. */
final class RandomNetwork {
  private static final int DIGITS = 2;
  private final Random random;
  private final InputType input;
  private final MultiLayerConfiguration configuration;
  private final RandomSurroundings surroundings;
  private final int outputs;
  private final Target target;
  private final boolean masked;

  /** Layers whose images have their channels first. */
  private static final Set<Class<?>> FIRST_ALONE =
      Set.of(
          MaxoutConvolution.class,
          LocallyConnected.class,
          SubtractiveNormalization.class,
          ContrastNormalization.class,
          ParametricRectifier.class);

  private enum Target {
    CLASSES,
    CLASS_NUMBERS,
    YES_OR_NO,
    NUMBERS,
    SEQUENCE
  }

  @SuppressWarnings("deprecation") // people do set step functions
  private RandomNetwork(long seed) {
    this.random = new Random(seed * 7919 + 13);
    InputType first = input();
    this.outputs = 2 + random.nextInt(4);
    this.target = target();
    this.masked = target != Target.SEQUENCE && chance(0.15);
    RandomUpdates updates = new RandomUpdates(random);
    Random circumstances = new Random(seed * 104_729 + 7);
    this.surroundings = RandomSurroundings.draw(circumstances);
    NeuralNetConfiguration.ListBuilder list =
        updates.settings(seed + 1).stepFunction(surroundings.step()).list();
    List<Layer> drawn = new ArrayList<>(new RandomLayers(random, updates).after(first));
    this.input =
        new Random(seed * 15_485_863 + 3).nextBoolean() ? channelsLast(first, drawn) : first;
    drawn.addAll(last());
    RandomFreezing freezing = new RandomFreezing(circumstances);
    freezing.of(drawn).forEach(list::layer);
    this.configuration = list.setInputType(input).build();
    freezing.again(configuration);
  }

  /**
   * A network whose images are nowhere smaller than a window, which Deeplearning4j cannot begin.
   */
  static RandomNetwork of(long seed) {
    RandomNetwork drawn = new RandomNetwork(seed);
    return drawn.hasImages() ? drawn : of(seed + 1_000_000);
  }

  private boolean hasImages() {
    return configuration.getLayerActivationTypes(input).stream()
        .filter(InputType.InputTypeConvolutional.class::isInstance)
        .map(InputType.InputTypeConvolutional.class::cast)
        .allMatch(image -> image.getHeight() > 0 && image.getWidth() > 0);
  }

  /** What of it has no compiled form, as the refusal names it. */
  Optional<String> refusal() {
    return RandomFreezing.swallowsGradients(layers())
        ? Optional.of("a FrozenLayer hands nothing on")
        : surroundings.refusal();
  }

  /** Why Deeplearning4j trains it wrongly, or nothing. */
  Optional<String> wrongByDl4j() {
    return RandomFreezing.wrongByDl4j(layers());
  }

  private List<Layer> layers() {
    return configuration.getConfs().stream().map(NeuralNetConfiguration::getLayer).toList();
  }

  /** What it is called from. */
  RandomSurroundings surroundings() {
    return surroundings;
  }

  private InputType input() {
    int height = 5 + random.nextInt(5);
    int width = 5 + random.nextInt(5);
    int channels = 2 + random.nextInt(3);
    return switch (random.nextInt(5)) {
      case 0, 1 -> InputType.feedForward(3 + random.nextInt(20));
      case 2 -> InputType.convolutionalFlat(height, width, channels);
      default -> InputType.convolutional(height, width, channels);
    };
  }

  /** Images with their channels last where all layers take them, and Deeplearning4j trains them. */
  private static InputType channelsLast(InputType input, List<Layer> layers) {
    boolean all =
        layers.stream()
            .noneMatch(
                layer ->
                    FIRST_ALONE.contains(layer.getClass())
                        || (layer instanceof BatchNormalization norm && norm.isLockGammaBeta()));
    return all && input instanceof InputType.InputTypeConvolutional image
        ? InputType.convolutional(
            image.getHeight(), image.getWidth(), image.getChannels(), CNN2DFormat.NHWC)
        : input;
  }

  private Target target() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> Target.CLASSES;
      case 3 -> Target.CLASS_NUMBERS;
      case 4 -> Target.YES_OR_NO;
      case 5, 6 -> Target.NUMBERS;
      default -> Target.SEQUENCE;
    };
  }

  private List<Layer> last() {
    if (target == Target.SEQUENCE) {
      return List.of(new SequenceOutput.Builder().digits(DIGITS).classes(outputs).build());
    }
    INDArray weights = chance(0.25) ? labelWeights() : null;
    Activation activation =
        switch (target) {
          case CLASSES, CLASS_NUMBERS -> Activation.SOFTMAX;
          case YES_OR_NO -> Activation.SIGMOID;
          default -> chance(0.5) ? Activation.IDENTITY : Activation.TANH;
        };
    // DL4J's LossLayer scores what backprop left of its input: of use where that is nothing else.
    if (activation == Activation.IDENTITY && chance(0.4)) {
      return List.of(
          new DenseLayer.Builder().nOut(outputs).activation(Activation.IDENTITY).build(),
          new LossLayer.Builder(loss(weights)).activation(activation).build());
    }
    return List.of(
        new OutputLayer.Builder(loss(weights))
            .nOut(outputs)
            .activation(activation)
            .hasBias(chance(0.9))
            .build());
  }

  private INDArray labelWeights() {
    float[] weights = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      weights[i] = 0.5f + random.nextFloat();
    }
    return Nd4j.createFromArray(weights).reshape(1, outputs);
  }

  private ILossFunction loss(@Nullable INDArray weights) {
    return switch (target) {
      case CLASSES -> chance(0.3) ? new LossNegativeLogLikelihood() : new LossMCXENT(weights);
      case CLASS_NUMBERS -> new LossSparseMCXENT(weights);
      case YES_OR_NO -> new LossBinaryXENT(weights);
      default -> chance(0.7) ? new LossMSE(weights) : new LossMAE(weights);
    };
  }

  /** A fresh network without workspaces, in which Deeplearning4j runs all layers. */
  MultiLayerNetwork network() {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
    network.init();
    unsettle(network);
    return network;
  }

  /** The same with its workspaces. */
  MultiLayerNetwork networkToCompile() {
    MultiLayerNetwork network = network();
    surroundings.prepare(network);
    return network;
  }

  /** Its gradient by differences, on a batch. */
  Differences differences(DataSet batch) {
    MultiLayerConfiguration exact = configuration.clone();
    exact.setDataType(DataType.DOUBLE);
    MultiLayerNetwork network = new MultiLayerNetwork(exact);
    network.init();
    return new Differences(network, RandomFreezing.moved(layers()), batch);
  }

  /** No bias lies on a kink, no statistic where it started. */
  private static void unsettle(MultiLayerNetwork network) {
    Random random = new Random(3);
    for (Map.Entry<String, INDArray> part : network.paramTable().entrySet()) {
      INDArray values = part.getValue();
      boolean bias = part.getKey().endsWith("_b");
      boolean statistic = Differences.isStatistic(part.getKey().split("_", 2)[1]);
      for (long i = 0; (bias || statistic) && i < values.length(); i++) {
        double by = bias ? 0.2 * random.nextDouble() - 0.1 : 0.3 * random.nextDouble();
        values.putScalar(i, values.getDouble(i) + by);
      }
    }
  }

  /** The batches of an epoch: two of one size, then a short one. */
  List<DataSet> epoch() {
    int size = 4 + random.nextInt(10);
    return List.of(batch(size), batch(size), batch(2 + random.nextInt(size - 2)));
  }

  private DataSet batch(int examples) {
    long size = input.arrayElementsPerExample();
    long[] shape =
        input instanceof InputType.InputTypeConvolutional image
            ? image.getShape(true)
            : new long[] {examples, size};
    shape[0] = examples;
    INDArray features = Nd4j.createFromArray(numbers(examples * size)).reshape(shape);
    return new DataSet(features, labels(examples), null, masked ? mask(examples) : null);
  }

  private float[] numbers(long count) {
    float[] numbers = new float[Math.toIntExact(count)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private INDArray labels(int examples) {
    return switch (target) {
      case CLASSES -> Nd4j.eye(outputs).get(classes(examples)).castTo(DataType.FLOAT).dup('c');
      case CLASS_NUMBERS -> column(examples);
      case YES_OR_NO ->
          Nd4j.createFromArray(numbers((long) examples * outputs))
              .gt(0)
              .castTo(DataType.FLOAT)
              .reshape(examples, outputs);
      case NUMBERS ->
          Nd4j.createFromArray(numbers((long) examples * outputs)).reshape(examples, outputs);
      case SEQUENCE -> sequences(examples);
    };
  }

  private INDArrayIndex classes(int examples) {
    long[] classes = new long[examples];
    for (int i = 0; i < examples; i++) {
      classes[i] = random.nextInt(outputs);
    }
    return new SpecifiedIndex(classes);
  }

  private INDArray column(int examples) {
    float[] classes = new float[examples];
    for (int i = 0; i < examples; i++) {
      classes[i] = random.nextInt(outputs);
    }
    return Nd4j.createFromArray(classes).reshape(examples, 1);
  }

  private INDArray sequences(int examples) {
    INDArray labels = Nd4j.create(examples, DIGITS + 1);
    for (int i = 0; i < examples; i++) {
      labels.putScalar(i, 0, random.nextInt(DIGITS + 2));
      for (int digit = 1; digit <= DIGITS; digit++) {
        labels.putScalar(i, digit, random.nextInt(outputs));
      }
    }
    return labels;
  }

  /** Leaves out some examples, never the first. */
  private INDArray mask(int examples) {
    INDArray mask = Nd4j.ones(examples, 1);
    for (int i = 1; i < examples; i++) {
      mask.putScalar(i, 0, random.nextInt(4) == 0 ? 0 : 1);
    }
    return mask;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  @Override
  public String toString() {
    return configuration.toString();
  }
}
