package org.fathom4j.compiled.lowering;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Loss;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.loss.LossOperation;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** Losses as operations; those that have no form as one run in Java. */
final class Losses {
  private static final Set<Class<?>> CROSS_ENTROPIES =
      Set.of(LossMCXENT.class, LossNegativeLogLikelihood.class);
  private static final Set<Class<?>> DISTANCES =
      Set.of(LossMSE.class, LossL2.class, LossMAE.class, LossL1.class);
  private static final Set<Class<?>> MEANS = Set.of(LossMSE.class, LossMAE.class);

  /** What may stand between the outputs and a distance. */
  private static final Set<Class<?>> BEFORE_DISTANCES =
      Set.of(ActivationIdentity.class, ActivationSigmoid.class, ActivationTanH.class);

  private Losses() {}

  /** Adds the loss of an output. */
  static Backpropagation.Start add(GraphBuilder graph, Output output, Target target) {
    ILossFunction loss = loss(output.site());
    IActivation activation = output.site().activation();
    Tensor z = output.z();
    double share = output.share();
    Optional<Loss> known = output.fits(target) ? of(loss, activation, z, share) : Optional.empty();
    if (known.isEmpty()) {
      LossOperation inJava =
          new LossOperation(loss, activation, output.place(), output.rows(), share);
      return new Backpropagation.Start(z, inJava.of(graph, z));
    }
    boolean distance = DISTANCES.contains(loss.getClass());
    Tensor y = distance ? Activations.apply(activation, graph, z) : z;
    return new Backpropagation.Start(
        y, known.get().of(graph, y, output.labels(graph), output.mask(graph, target)));
  }

  private static ILossFunction loss(LayerSite site) {
    if (site.configuration() instanceof CnnLossLayer layer) {
      return layer.getLossFn();
    }
    if (site.configuration() instanceof RnnLossLayer layer) {
      return layer.getLossFn();
    }
    return site.configuration() instanceof LossLayer layer
        ? layer.getLossFn()
        : site.as(BaseOutputLayer.class).getLossFn();
  }

  private static Optional<Loss> of(
      ILossFunction loss, IActivation activation, Tensor z, double share) {
    int outputs = (int) z.shape().size(1);
    Optional<Loss> known = Optional.empty();
    if (CROSS_ENTROPIES.contains(loss.getClass())
        && activation.getClass() == ActivationSoftmax.class) {
      LossMCXENT entropy = (LossMCXENT) loss;
      known =
          Optional.of(
              new Loss(
                  Loss.Kind.SOFTMAX_CROSS_ENTROPY,
                  weights(entropy.getWeights()),
                  entropy.getSoftmaxClipEps(),
                  share));
    } else if (loss.getClass() == LossBinaryXENT.class
        && activation.getClass() == ActivationSigmoid.class) {
      LossBinaryXENT entropy = (LossBinaryXENT) loss;
      known =
          Optional.of(
              new Loss(
                  Loss.Kind.SIGMOID_CROSS_ENTROPY,
                  weights(entropy.getWeights()),
                  entropy.getClipEps(),
                  share));
    } else if (DISTANCES.contains(loss.getClass())
        && BEFORE_DISTANCES.contains(activation.getClass())) {
      known = Optional.of(distance(loss, outputs, share));
    }
    return known.filter(each -> each.weights().isEmpty() || each.weights().size() == outputs);
  }

  private static Loss distance(ILossFunction loss, int outputs, double share) {
    Loss.Kind kind = loss instanceof LossL2 ? Loss.Kind.SQUARES : Loss.Kind.MAGNITUDES;
    List<Double> own =
        weights(
            loss instanceof LossL2 squares ? squares.getWeights() : ((LossL1) loss).getWeights());
    if (!MEANS.contains(loss.getClass())) {
      return new Loss(kind, own, 0, share);
    }
    List<Double> all = own.isEmpty() ? Collections.nCopies(outputs, 1.0) : own;
    return new Loss(kind, all.stream().map(weight -> weight / outputs).toList(), 0, share);
  }

  private static List<Double> weights(@Nullable INDArray weights) {
    return weights == null
        ? List.of()
        : IntStream.range(0, (int) weights.length()).mapToObj(weights::getDouble).toList();
  }
}
