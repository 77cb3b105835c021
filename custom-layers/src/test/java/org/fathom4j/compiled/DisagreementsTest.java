package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Where the compiled step and DL4J part, each as the README lists it: the compiled gradient is the
 * finite difference of the score (in double precision by DL4J), and DL4J's is not. A line that
 * fails because DL4J has become right belongs with the agreements.
 */
class DisagreementsTest {
  private static final double RIGHT = 1e-3;
  private static final double WRONG = 1e-2;
  private static final double STEP = 1e-5;

  /** How many parameters are moved, evenly over all of them. */
  private static final int MOVED = 40;

  @Test
  @DisplayName("gradient of `LocalResponseNormalization`")
  void localResponse_isDividedByEachChannelsOwnScale() {
    compiledIsRight(
        settings ->
            Nets.images(
                settings,
                new ConvolutionLayer.Builder(9, 10)
                    .stride(9, 10)
                    .nOut(4)
                    .activation(Activation.TANH)
                    .build(),
                new LocalResponseNormalization.Builder().n(3).alpha(2).k(1).beta(0.75).build()),
        new DataSet(Nets.images(), Nets.labels()));
  }

  @Test
  @DisplayName("`ActivationELU` with an alpha other than 1")
  void anElusDerivative_hasItsAlpha() {
    compiledIsRight(
        settings -> around(settings, new ActivationELU(0.4)),
        new DataSet(Nets.vectors(), Nets.labels()));
  }

  /** A mask of shares weighs examples; DL4J shrinks what they make of their input too. */
  @Test
  @DisplayName("label masks of other numbers than 0 and 1")
  void sharesOfExamples_areWeightsOfTheirLosses() {
    INDArray shares = Nd4j.linspace(Nd4j.dataType(), 0.1, 0.05, Nets.EXAMPLES);
    INDArray mask = shares.reshape(Nets.EXAMPLES, 1);
    compiledIsRight(
        settings -> around(settings, Activation.TANH.getActivationFunction()),
        new DataSet(Nets.vectors(), Nets.labels(), null, mask),
        network -> {
          DataSet examples = new DataSet(doubles(Nets.vectors()), doubles(Nets.labels()));
          INDArray scores = network.scoreExamples(examples, false).reshape(Nets.EXAMPLES, 1);
          return scores.mul(doubles(mask)).sumNumber().doubleValue();
        });
  }

  /** A part of it by 0.7 or not at all, which the input's gradient has to go through too. */
  @Test
  @DisplayName("dropout of a `Deconvolution2D`, `Convolution1D` and `CenterLossOutputLayer`")
  void dropout_isInTheGradientOfWhatItDropsFrom() {
    DataSet sequences = new DataSet(Nets.random(Nets.EXAMPLES, 3, 11), Nets.labels());
    compiledIsRight(
        settings -> ofSequences(settings, convolution(2).dropOut(new SharedMask(0.7, 3)).build()),
        sequences,
        inTraining(sequences));
    DataSet images = new DataSet(Nets.images(), Nets.labels());
    compiledIsRight(
        settings ->
            Nets.images(
                settings,
                smooth(new ConvolutionLayer.Builder(9, 10).nOut(4).stride(9, 10)),
                smooth(new Deconvolution2D.Builder(2, 2).nOut(4).dropOut(new SharedMask(0.7, 3)))),
        images,
        inTraining(images));
    DataSet vectors = new DataSet(Nets.vectors(), Nets.labels());
    compiledIsRight(
        settings ->
            Nets.ending(
                settings,
                new DenseLayer.Builder().nOut(9).activation(Activation.TANH).build(),
                new CenterLossOutputLayer.Builder()
                    .nOut(Nets.CLASSES)
                    .gradientCheck(true)
                    .alpha(1)
                    .lambda(0.3)
                    .dropOut(new SharedMask(0.7, 3))
                    .build()),
        vectors,
        inTraining(vectors));
  }

  private static Convolution1DLayer.Builder convolution(int kernel) {
    return new Convolution1DLayer.Builder(kernel).nOut(5).activation(Activation.TANH);
  }

  private static MultiLayerNetwork ofSequences(
      NeuralNetConfiguration.Builder settings, Layer layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            settings
                .list()
                .layer(convolution(3).build())
                .layer(layer)
                .layer(new GlobalPoolingLayer(PoolingType.AVG))
                .layer(new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.recurrent(3, 11))
                .build());
    network.init();
    return network;
  }

  private static ToDoubleFunction<MultiLayerNetwork> inTraining(DataSet batch) {
    DataSet examples = new DataSet(doubles(batch.getFeatures()), doubles(batch.getLabels()));
    return network -> network.score(examples, true) * Nets.EXAMPLES;
  }

  private static Layer smooth(ConvolutionLayer.BaseConvBuilder<?> builder) {
    return builder.activation(Activation.TANH).build();
  }

  /** In single precision it fails on processors for which it has kernels of its own. */
  @ParameterizedTest
  @EnumSource(
      value = ConvolutionMode.class,
      names = {"Same", "Truncate"})
  @DisplayName("dilated `DepthwiseConvolution2D`, `Deconvolution2D` and `Convolution1D`")
  void dilatedConvolutionsOfOtherKinds_areTrained(ConvolutionMode mode) {
    for (ConvolutionLayer.BaseConvBuilder<?> builder :
        List.of(
            new DepthwiseConvolution2D.Builder(3, 2).depthMultiplier(1).dilation(2, 3),
            new Deconvolution2D.Builder(2, 3).nOut(4).dilation(2, 1),
            new Deconvolution2D.Builder(3, 3).nOut(4).stride(2, 1).dilation(1, 2))) {
      Layer dilated = smooth(builder.convolutionMode(mode));
      trainsWhereDl4jFails(
          settings ->
              Nets.images(
                  settings, smooth(new ConvolutionLayer.Builder(3, 3).nOut(4)), dilated.clone()),
          new DataSet(Nets.images(), Nets.labels()));
    }
    trainsWhereDl4jFails(
        settings -> ofSequences(settings, convolution(3).convolutionMode(mode).dilation(2).build()),
        new DataSet(Nets.random(Nets.EXAMPLES, 3, 11), Nets.labels()));
  }

  private static void trainsWhereDl4jFails(
      Function<NeuralNetConfiguration.Builder, MultiLayerNetwork> network, DataSet batch) {
    INDArray expected =
        differences(
            network.apply(Nets.settings().dataType(DataType.DOUBLE)), network, inTraining(batch));
    MultiLayerNetwork plain = network.apply(Nets.settings());
    INDArray compiled = compiledGradient(network.apply(Nets.settings()), batch);
    assertThat(apart(expected, some(compiled))).as("%s", plain.summary()).isLessThan(RIGHT);
    assertThatThrownBy(() -> plain.fit(batch.copy()))
        .hasMessageMatching("Op \\[(depthwise_conv2d|deconv2d_bp|conv1d)] execution failed");
  }

  /** Biases start at 0: so does the argument. DL4J takes 1 for the derivative there. */
  @Test
  @DisplayName("leaky rectifiers at exactly 0")
  void aLeakyRectifiersDerivativeAtZero_isTheSlope() {
    double slope = 0.2;
    for (IActivation leaky :
        new IActivation[] {new ActivationLReLU(slope), new LeakyRectification(slope)}) {
      DataSet nothing = new DataSet(Nets.vectors().mul(0), Nets.labels());
      MultiLayerNetwork linear =
          around(Nets.settings(), Activation.IDENTITY.getActivationFunction());
      INDArray ofBias = biases(gradient(linear, each -> each.fit(nothing)));
      INDArray compiled = biases(compiledGradient(around(Nets.settings(), leaky), nothing));
      assertThat(apart(ofBias.mul(slope), compiled)).isLessThan(RIGHT);
      MultiLayerNetwork plain = around(Nets.settings(), leaky);
      assertThat(apart(ofBias, biases(gradient(plain, each -> each.fit(nothing)))))
          .isLessThan(RIGHT);
    }
  }

  private static INDArray biases(INDArray gradient) {
    return gradient.reshape(-1).get(NDArrayIndex.interval(180, 189)).dup();
  }

  /** DL4J scores what computing the gradient left of the last layer's input. */
  @Test
  @DisplayName("score of a `LossLayer` whose activation is not the identity")
  void aLossLayersScore_isThatOfItsInput() {
    MultiLayerNetwork plain = ofLossLayer();
    MultiLayerNetwork other = ofLossLayer();
    DataSet batch = new DataSet(Nets.vectors(), Nets.labels());
    double before = plain.score(batch);
    plain.fit(batch);
    assertThat(plain.score()).isNotCloseTo(before, within(WRONG));
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      assertThat(compiled.fit(Nets.vectors(), Nets.labels())).isCloseTo(before, within(1e-5));
    }
    assertThat(other.params().distance2(plain.params())).isLessThan(1e-5);
  }

  private static DataSet channelsLast() {
    return new DataSet(Nets.as(CNN2DFormat.NHWC, Nets.images()), Nets.labels());
  }

  private static Layer softmax() {
    return new OutputLayer.Builder().nOut(Nets.CLASSES).activation(Activation.SOFTMAX).build();
  }

  /** DL4J looks for the number of channels where the network's format has it, in a row. */
  @Test
  @DisplayName("locked `BatchNormalization` of images with their channels last")
  void lockedNormalizationOfChannelsLast_isTrained() {
    MultiLayerNetwork first = locked(CNN2DFormat.NCHW);
    first.fit(new DataSet(Nets.images(), Nets.labels()));
    MultiLayerNetwork last = locked(CNN2DFormat.NHWC);
    assertThatThrownBy(() -> last.clone().fit(channelsLast()))
        .hasMessage("Index 3 out of bounds for length 2");
    try (CompiledNetwork compiled = CompiledNetwork.compile(last)) {
      compiled.fit(channelsLast());
    }
    assertThat(apart(first.params(), last.params())).isLessThan(RIGHT);
  }

  private static MultiLayerNetwork locked(CNN2DFormat format) {
    return Nets.images(
        format,
        Nets.settings(),
        smooth(new ConvolutionLayer.Builder(3, 3).nOut(4)),
        new BatchNormalization.Builder().lockGammaBeta(true).build(),
        new GlobalPoolingLayer(PoolingType.AVG),
        softmax());
  }

  /** Of the channels of each pixel; DL4J takes its derivative as one of rows. */
  @Test
  @DisplayName("softmax within a `ConvolutionLayer` with channels last")
  void softmaxOfChannelsLast_hasItsOwnDerivative() {
    compiledIsRight(
        settings ->
            Nets.images(
                CNN2DFormat.NHWC,
                settings,
                new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.SOFTMAX).build(),
                softmax()),
        channelsLast());
  }

  /** Where DL4J looks for the channels are the rows. */
  @Test
  @DisplayName("score of a `CnnLossLayer` with channels last, and its masks")
  void pixelsWithChannelsLast_areScoredAsThoseWithChannelsFirst() {
    INDArray labels = Nets.random(Nets.EXAMPLES, 4, 9, 10);
    DataSet first = new DataSet(Nets.images(), labels);
    INDArray lastLabels = Nets.as(CNN2DFormat.NHWC, labels);
    DataSet last = new DataSet(channelsLast().getFeatures(), lastLabels);
    double score = ofPixels(CNN2DFormat.NCHW).score(first);
    assertThat(ofPixels(CNN2DFormat.NHWC).score(last)).isNotCloseTo(score, within(WRONG));
    try (CompiledNetwork compiled = CompiledNetwork.compile(ofPixels(CNN2DFormat.NHWC))) {
      assertThat(compiled.fit(last.getFeatures(), lastLabels)).isCloseTo(score, within(1e-4));
    }
    last.setLabelsMaskArray(Nd4j.ones(Nets.EXAMPLES, 9, 10));
    assertThatThrownBy(() -> ofPixels(CNN2DFormat.NHWC).fit(last))
        .hasMessageContaining("Mismatched shapes");
  }

  private static MultiLayerNetwork ofPixels(CNN2DFormat format) {
    return Nets.images(
        format,
        Nets.settings(),
        smooth(new ConvolutionLayer.Builder(3, 3).nOut(4)),
        new CnnLossLayer.Builder(LossFunction.MSE).build());
  }

  /** Of which the last runs, each from the step behind the last hole, are all that is learned. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "gradient of the last step of an `LSTM` or `GravesLSTM` under masks that leave out steps before it")
  @SuppressWarnings("deprecation") // One of them is, and networks have it.
  void lastStepUnderAMaskWithHoles_isOfItsRun(boolean peepholes) {
    AbstractLSTM.Builder<?> last = peepholes ? new GravesLSTM.Builder() : new LSTM.Builder();
    INDArray mask = Nd4j.ones(Nets.EXAMPLES, 11);
    for (int n = 0; n < Nets.EXAMPLES; n++) {
      mask.putScalar(n, n % 10, 0);
    }
    DataSet batch = new DataSet(Nets.random(Nets.EXAMPLES, 3, 11), Nets.labels(), mask, null);
    compiledIsRight(
        settings -> ofLastStep(settings, last.nOut(5).activation(Activation.TANH).build()),
        batch,
        network -> {
          double score = 0;
          for (int n = 0; n < Nets.EXAMPLES; n++) {
            INDArray run = batch.getFeatures().get(point(n), all(), interval(n % 10 + 1, 11)).dup();
            INDArray one = doubles(run.reshape(1, 3, 10 - n % 10));
            score += network.score(new DataSet(one, doubles(batch.getLabels().getRow(n, true))));
          }
          return score;
        });
  }

  private static MultiLayerNetwork ofLastStep(
      NeuralNetConfiguration.Builder settings, Layer layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            settings
                .list()
                .layer(new LastTimeStep(layer))
                .layer(softmax())
                .setInputType(InputType.recurrent(3, 11))
                .build());
    network.init();
    return network;
  }

  /** By the name of the test: the first words of its row. */
  @Test
  void theReadmeListsEachOfThem() throws IOException {
    List<String> rows =
        Arrays.stream(DisagreementsTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(DisplayName.class))
            .map(method -> "\n| " + method.getAnnotation(DisplayName.class).value())
            .toList();
    assertThat(rows).hasSizeGreaterThan(1);
    assertThat(Files.readString(Path.of("README.md"))).contains(rows);
  }

  private static MultiLayerNetwork ofLossLayer() {
    return Nets.ending(
        Nets.settings(),
        new DenseLayer.Builder().nOut(Nets.CLASSES).activation(Activation.IDENTITY).build(),
        new LossLayer.Builder(LossFunction.MSE).activation(Activation.TANH).build());
  }

  private static MultiLayerNetwork around(
      NeuralNetConfiguration.Builder settings, IActivation activation) {
    return Nets.vectors(
        settings,
        new DenseLayer.Builder().nOut(9).activation(Activation.IDENTITY).build(),
        new ActivationLayer.Builder().activation(activation).build());
  }

  private static void compiledIsRight(
      Function<NeuralNetConfiguration.Builder, MultiLayerNetwork> network, DataSet batch) {
    DataSet doubles = new DataSet(doubles(batch.getFeatures()), doubles(batch.getLabels()));
    compiledIsRight(network, batch, each -> each.score(doubles) * batch.getFeatures().size(0));
  }

  /** Of a score that is summed over the examples. */
  private static void compiledIsRight(
      Function<NeuralNetConfiguration.Builder, MultiLayerNetwork> network,
      DataSet batch,
      ToDoubleFunction<MultiLayerNetwork> score) {
    INDArray expected =
        differences(network.apply(Nets.settings().dataType(DataType.DOUBLE)), network, score);
    INDArray compiled = compiledGradient(network.apply(Nets.settings()), batch);
    INDArray plain = gradient(network.apply(Nets.settings()), each -> each.fit(batch.copy()));
    assertThat(apart(expected, some(compiled))).as("compiled").isLessThan(RIGHT);
    assertThat(apart(expected, some(plain))).as("DL4J").isGreaterThan(WRONG);
  }

  private static INDArray some(INDArray all) {
    float[] values = all.reshape(-1).toFloatVector();
    float[] some = new float[MOVED];
    for (int i = 0; i < MOVED; i++) {
      some[i] = values[index(i, values.length)];
    }
    return Nd4j.createFromArray(some);
  }

  private static int index(int moved, long parameters) {
    return (int) (moved * parameters / MOVED);
  }

  /** The gradient by central differences, from the parameters of the network of floats. */
  private static INDArray differences(
      MultiLayerNetwork exact,
      Function<NeuralNetConfiguration.Builder, MultiLayerNetwork> network,
      ToDoubleFunction<MultiLayerNetwork> score) {
    INDArray parameters = doubles(network.apply(Nets.settings()).params());
    INDArray gradient = Nd4j.zeros(DataType.DOUBLE, MOVED);
    for (int moved = 0; moved < MOVED; moved++) {
      int i = index(moved, parameters.length());
      double at = parameters.getDouble(i);
      exact.setParams(parameters.putScalar(i, at + STEP));
      double above = score.applyAsDouble(exact);
      exact.setParams(parameters.putScalar(i, at - STEP));
      double below = score.applyAsDouble(exact);
      parameters.putScalar(i, at);
      gradient.putScalar(moved, (above - below) / (2 * STEP));
    }
    return gradient;
  }

  private static INDArray compiledGradient(MultiLayerNetwork network, DataSet batch) {
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      return gradient(network, each -> compiled.fit(batch));
    }
  }

  /** The gradient that a step takes, summed over the examples. */
  private static INDArray gradient(MultiLayerNetwork network, Consumer<MultiLayerNetwork> step) {
    INDArray[] gradient = new INDArray[1];
    network.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            gradient[0] = model.gradient().gradient().dup();
          }
        });
    step.accept(network);
    return gradient[0];
  }

  /** Relative difference in the 2-norm. */
  private static double apart(INDArray expected, INDArray actual) {
    INDArray left = doubles(expected).reshape(-1);
    return left.sub(doubles(actual).reshape(-1)).norm2Number().doubleValue()
        / left.norm2Number().doubleValue();
  }

  private static INDArray doubles(INDArray array) {
    return array.castTo(DataType.DOUBLE);
  }
}
