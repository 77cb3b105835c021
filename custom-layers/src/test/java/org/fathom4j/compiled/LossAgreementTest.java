package org.fathom4j.compiled;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** Losses with the activations and labels that go with them, compiled against plain. */
class LossAgreementTest {
  private static final INDArray WEIGHTS = Nd4j.createFromArray(0.5f, 2, 1, 0.1f).reshape(1, 4);

  /** A loss with its activation and labels; arrays as such would be closed after one test. */
  record Case(ILossFunction loss, Activation activation, INDArray labels) {}

  static Stream<Case> losses() {
    INDArray classes = Nets.labels();
    INDArray shares = Nd4j.nn().softmax(Nets.random(Nets.EXAMPLES, Nets.CLASSES).muli(2));
    INDArray numbers = Nets.random(Nets.EXAMPLES, Nets.CLASSES);
    INDArray signs = classes.mul(2).subi(1);
    INDArray column = classes.argMax(1).castTo(DataType.FLOAT).reshape(Nets.EXAMPLES, 1);
    return Stream.of(
        new Case(new LossMCXENT(), Activation.SOFTMAX, classes),
        new Case(new LossMCXENT(), Activation.SOFTMAX, shares),
        new Case(new LossMCXENT(), Activation.SOFTMAX, shares.mul(3)),
        new Case(new LossMCXENT(), Activation.SOFTMAX, classes.dup('f')),
        new Case(new LossMCXENT(), Activation.SOFTMAX, classes.castTo(DataType.DOUBLE)),
        new Case(new LossMCXENT(), Activation.SIGMOID, classes),
        new Case(new LossMCXENT(WEIGHTS), Activation.SOFTMAX, classes),
        new Case(new LossMCXENT(0.2, null), Activation.SOFTMAX, classes),
        new Case(new LossNegativeLogLikelihood(), Activation.SOFTMAX, classes),
        new Case(new LossNegativeLogLikelihood(WEIGHTS), Activation.SOFTMAX, classes),
        new Case(new LossSparseMCXENT(), Activation.SOFTMAX, column),
        new Case(new LossSparseMCXENT(WEIGHTS), Activation.SOFTMAX, column),
        new Case(new LossBinaryXENT(), Activation.SIGMOID, classes),
        new Case(new LossBinaryXENT(WEIGHTS), Activation.SIGMOID, shares),
        new Case(new LossMSE(), Activation.IDENTITY, numbers),
        new Case(new LossMSE(WEIGHTS), Activation.TANH, numbers),
        new Case(new LossMAE(), Activation.IDENTITY, numbers),
        new Case(new LossMAE(WEIGHTS), Activation.IDENTITY, numbers),
        new Case(new LossL1(), Activation.IDENTITY, numbers),
        new Case(new LossL2(), Activation.IDENTITY, numbers),
        new Case(new LossHinge(), Activation.IDENTITY, signs),
        new Case(new LossKLD(), Activation.SOFTMAX, shares),
        new Case(new LossPoisson(), Activation.SOFTPLUS, shares),
        new Case(new LossCosineProximity(), Activation.TANH, numbers));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void loss_agreesWithDl4j(Case of) {
    agreement(of).after(6, Nets.vectors(), of.labels);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void maskedExamples_areLeftOut(Case of) {
    INDArray mask = Nd4j.ones(Nets.EXAMPLES, 1);
    mask.putScalar(0, 0).putScalar(7, 0);
    agreement(of).after(6, new DataSet(Nets.vectors(), of.labels, null, mask));
  }

  /** DL4J's LossLayer scores what backprop left of its input: other activations work in place. */
  static Stream<Case> lossesOfTheIdentity() {
    return losses().filter(of -> of.activation == Activation.IDENTITY);
  }

  @ParameterizedTest
  @MethodSource("lossesOfTheIdentity")
  void lossOfALayerBefore_agreesWithDl4j(Case of) {
    new Agreement(
            () ->
                Nets.ending(
                    Nets.settings(),
                    new DenseLayer.Builder().nOut(7).build(),
                    new DenseLayer.Builder()
                        .nOut(Nets.CLASSES)
                        .activation(Activation.IDENTITY)
                        .build(),
                    new LossLayer.Builder(of.loss).activation(of.activation).build()),
            1e-3)
        .after(6, Nets.vectors(), of.labels);
  }

  @Test
  void largeLogits_areNoInfinities() {
    Case of = new Case(new LossMCXENT(), Activation.SOFTMAX, Nets.labels());
    agreement(of).after(1, Nets.vectors().muli(10_000), of.labels);
  }

  @Test
  void aLossLayersScore_isAveragedThoughItsGradientIsSummed() {
    new Agreement(
            () ->
                Nets.ending(
                    Nets.settings(new Sgd(0.01)).miniBatch(false),
                    new DenseLayer.Builder().nOut(4).activation(Activation.IDENTITY).build(),
                    new LossLayer.Builder(new LossMSE()).activation(Activation.IDENTITY).build()),
            1e-3)
        .after(6, Nets.vectors(), Nets.labels());
  }

  private static Agreement agreement(Case of) {
    return new Agreement(
        () ->
            Nets.ending(
                Nets.settings(),
                new DenseLayer.Builder().nOut(7).build(),
                new OutputLayer.Builder(of.loss)
                    .nOut(Nets.CLASSES)
                    .activation(of.activation)
                    .build()),
        1e-3);
  }
}
