package org.fathom4j.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.fathom4j.config.LayerSpec;
import org.fathom4j.config.OptimizerSpec;
import org.fathom4j.config.TrainingSpec;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.network.NetworkPlan.LayerShape;
import org.fathom4j.problem.Suggestions;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Turns the layers of an experiment into DL4J's configuration, with every shape checked on the way.
 */
public final class NetworkBuilder {
  private static final double MOST_PARAMETERS = 1e12;

  private final LayerRegistry registry;

  /** A builder that knows these layers. */
  public NetworkBuilder(LayerRegistry registry) {
    this.registry = registry;
  }

  /**
   * What a network is made for.
   *
   * @param features shape of one example
   * @param target what is predicted
   * @param training how it will be trained
   * @param iterations steps of the whole training, for schedules
   * @param seed of weights and dropout
   */
  public record Setting(
      FeatureShape features, Target target, TrainingSpec training, int iterations, long seed) {}

  /**
   * The network of these layers. Whatever is wrong goes to the layers' options as a problem; the
   * network is then absent.
   */
  public Optional<NetworkPlan> plan(List<LayerSpec> specs, Setting setting) {
    InputType type = inputType(setting.features());
    List<Layer> layers = new ArrayList<>();
    List<LayerShape> shapes = new ArrayList<>();
    boolean sound = true;
    for (int i = 0; i < specs.size(); i++) {
      Optional<Step> step = step(specs, i, type, setting);
      if (step.isEmpty()) {
        sound = false;
        continue; // the rest is read for its own mistakes, with the last known shape
      }
      layers.add(step.get().layer());
      shapes.add(step.get().shape());
      type = step.get().output();
    }
    if (!sound || !endsWithOutput(specs, layers)) {
      return Optional.empty();
    }
    return Optional.of(new NetworkPlan(configuration(layers, setting), shapes));
  }

  private record Step(Layer layer, InputType output, LayerShape shape) {}

  private Optional<Step> step(List<LayerSpec> specs, int index, InputType input, Setting setting) {
    LayerSpec spec = specs.get(index);
    Optional<LayerType> type = registry.find(spec.type());
    if (type.isEmpty()) {
      List<String> names = registry.all().stream().map(LayerType::name).toList();
      spec.options()
          .problem(
              "", "unknown layer '" + spec.type() + "'" + Suggestions.hint(spec.type(), names));
      return Optional.empty();
    }
    try {
      Layer layer =
          type.get()
              .read(spec.options(), new LayerContext(input, setting.target(), setting.training()));
      spec.options().close();
      return Optional.of(place(layer, spec, index, input, setting));
    } catch (DL4JInvalidConfigException
        | DL4JInvalidInputException
        | IllegalArgumentException
        | IllegalStateException wrong) {
      spec.options()
          .problem(
              "",
              String.format(
                  Locale.ROOT,
                  "layer %d (%s) does not fit its input %s: %s",
                  index + 1,
                  spec.type(),
                  shapeOf(input),
                  firstLine(wrong)));
      return Optional.empty();
    } catch (ClassCastException wrong) { // how Deeplearning4j says that it reads another kind
      spec.options()
          .problem(
              "",
              String.format(
                  Locale.ROOT,
                  "layer %d (%s) does not fit its input %s: it reads another kind of input",
                  index + 1,
                  spec.type(),
                  shapeOf(input)));
      return Optional.empty();
    }
  }

  private static Step place(
      Layer layer, LayerSpec spec, int index, InputType input, Setting setting) {
    InputType type = input;
    InputPreProcessor adapter = layer.getPreProcessorForInputType(type);
    if (adapter != null) {
      type = adapter.getOutputType(type);
    }
    layer.setNIn(type, true);
    InputType output = layer.getOutputType(index, type);
    checkFits(layer, output);
    layer.setLayerName(String.format(Locale.ROOT, "%d-%s", index + 1, spec.type()));
    constrain(layer, setting.training());
    NeuralNetConfiguration conf = new NeuralNetConfiguration();
    conf.setLayer(layer);
    long parameters = layer.initializer().numParams(conf);
    checkSize(layer, parameters);
    long operations =
        layer instanceof ConvolutionLayer && output instanceof InputType.InputTypeConvolutional map
            ? parameters * map.getHeight() * map.getWidth()
            : parameters;
    return new Step(
        layer,
        output,
        new LayerShape(
            spec.type(),
            shapeOf(output),
            output.arrayElementsPerExample(),
            parameters,
            operations));
  }

  /** Refuses what no machine holds, and what a count of 64 bits cannot say. */
  private static void checkSize(Layer layer, long parameters) {
    double counted = (double) parameters;
    double weights = counted;
    if (layer instanceof FeedForwardLayer joined && !(layer instanceof BatchNormalization)) {
      weights = (double) joined.getNIn() * (double) joined.getNOut();
      if (layer instanceof ConvolutionLayer convolution) {
        for (int side : convolution.getKernelSize()) {
          weights *= side;
        }
      }
    }
    if (parameters < 0 || Math.max(weights, counted) > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "it would have some %.1e parameters, and %.0e are the most",
              parameters < 0
                  ? Math.max(weights, (double) Long.MAX_VALUE)
                  : Math.max(weights, counted),
              MOST_PARAMETERS));
    }
  }

  private static void checkFits(Layer layer, InputType output) {
    boolean fits =
        output instanceof InputType.InputTypeConvolutional map
            ? map.getHeight() >= 1 && map.getWidth() >= 1
            : output.arrayElementsPerExample() >= 1;
    if (!fits) {
      int[] window =
          layer instanceof ConvolutionLayer convolution
              ? convolution.getKernelSize()
              : layer instanceof SubsamplingLayer pooling ? pooling.getKernelSize() : new int[0];
      throw new IllegalArgumentException(
          "a window of "
              + Arrays.stream(window).mapToObj(Integer::toString).collect(Collectors.joining("x"))
              + " is larger than that; make it smaller, or set padding: same");
    }
  }

  private static boolean endsWithOutput(List<LayerSpec> specs, List<Layer> layers) {
    for (int i = 0; i < layers.size(); i++) {
      boolean output =
          layers.get(i) instanceof BaseOutputLayer || layers.get(i) instanceof LossLayer;
      boolean last = i == layers.size() - 1;
      if (output != last) {
        specs
            .get(i)
            .options()
            .problem(
                "",
                last
                    ? "the last layer must be an output layer, not '" + specs.get(i).type() + "'"
                    : "an output layer must be the last layer");
        return false;
      }
    }
    return !layers.isEmpty();
  }

  private static MultiLayerConfiguration configuration(List<Layer> layers, Setting setting) {
    TrainingSpec training = setting.training();
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder()
            .seed(setting.seed())
            .updater(updater(training, setting.iterations()))
            .biasInit(training.biasInit());
    init(builder, training.init());
    if (training.weightDecay() > 0) {
      builder.l2(training.weightDecay());
    }
    if (training.l1() > 0) {
      builder.l1(training.l1());
    }
    if (training.clip() > 0) {
      builder
          .gradientNormalization(GradientNormalization.ClipL2PerLayer)
          .gradientNormalizationThreshold(training.clip());
    }
    NeuralNetConfiguration.ListBuilder list = builder.list();
    layers.forEach(list::layer);
    return list.setInputType(inputType(setting.features())).build();
  }

  private static void init(NeuralNetConfiguration.Builder builder, TrainingSpec.InitSpec init) {
    switch (init.kind()) {
      case "he" -> builder.weightInit(WeightInit.RELU);
      case "xavier" -> builder.weightInit(WeightInit.XAVIER);
      case "zero" -> builder.weightInit(WeightInit.ZERO);
      case "normal" -> builder.weightInit(new NormalDistribution(0, init.scale()));
      case "uniform" -> builder.weightInit(new UniformDistribution(-init.scale(), init.scale()));
      default -> throw new IllegalArgumentException("unknown start of the weights: " + init.kind());
    }
  }

  private static IUpdater updater(TrainingSpec training, int iterations) {
    OptimizerSpec spec = training.optimizer();
    ISchedule schedule = RateSchedule.of(training.schedule(), spec.rate(), iterations);
    if (spec instanceof OptimizerSpec.Nesterov nesterov) {
      return schedule == null
          ? new Nesterovs(nesterov.rate(), nesterov.momentum())
          : new Nesterovs(schedule, nesterov.momentum());
    }
    if (spec instanceof OptimizerSpec.Adam adam) {
      return Adam.builder()
          .learningRate(adam.rate())
          .learningRateSchedule(schedule)
          .beta1(adam.beta1())
          .beta2(adam.beta2())
          .epsilon(adam.epsilon())
          .build();
    }
    if (spec instanceof OptimizerSpec.RmsProp rms) {
      return RmsProp.builder()
          .learningRate(rms.rate())
          .learningRateSchedule(schedule)
          .rmsDecay(rms.decay())
          .epsilon(rms.epsilon())
          .build();
    }
    if (spec instanceof OptimizerSpec.AdaGrad adaGrad) {
      return AdaGrad.builder()
          .learningRate(adaGrad.rate())
          .learningRateSchedule(schedule)
          .epsilon(adaGrad.epsilon())
          .build();
    }
    return schedule == null ? new Sgd(spec.rate()) : new Sgd(schedule);
  }

  /**
   * Limits the norm of each unit's incoming weights: over all but the output axis of the weight
   * array.
   */
  private static void constrain(Layer layer, TrainingSpec training) {
    if (training.maxNorm() <= 0 || layer.initializer().weightKeys(layer).isEmpty()) {
      return;
    }
    int[] incoming = layer instanceof ConvolutionLayer ? new int[] {1, 2, 3} : new int[] {0};
    LayerConstraint constraint = new MaxNormConstraint(training.maxNorm(), incoming);
    constraint.setParams(new java.util.HashSet<>(layer.initializer().weightKeys(layer)));
    layer.setConstraints(List.of(constraint));
  }

  private static InputType inputType(FeatureShape shape) {
    if (shape instanceof FeatureShape.Image image) {
      return InputType.convolutional(image.height(), image.width(), image.channels());
    }
    return InputType.feedForward(shape.size());
  }

  private static String shapeOf(InputType type) {
    if (type instanceof InputType.InputTypeConvolutional map) {
      return map.getHeight() + "x" + map.getWidth() + "x" + map.getChannels();
    }
    return Long.toString(type.arrayElementsPerExample());
  }

  private static String firstLine(RuntimeException wrong) {
    String message = String.valueOf(wrong.getMessage());
    return message.lines().findFirst().orElse(wrong.getClass().getSimpleName());
  }
}
