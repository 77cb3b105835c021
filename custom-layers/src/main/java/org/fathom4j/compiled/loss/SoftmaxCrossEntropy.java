package org.fathom4j.compiled.loss;

import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/**
 * Softmax and cross-entropy in one sweep: {@code score = -sum t log clip(p)}, {@code dz = p - t},
 * as Deeplearning4j computes it for labels without weights or mask, without a dozen small array
 * operations.
 */
final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /** Whether the short cut computes what the loss function would. */
  static boolean applies(LossOperation operation, Shape output, Batch batch) {
    Class<?> loss = operation.loss().getClass();
    HostTensor labels = batch.labels();
    return (loss == LossMCXENT.class || loss == LossNegativeLogLikelihood.class)
        && ((LossMCXENT) operation.loss()).getWeights() == null
        && operation.activation().getClass() == ActivationSoftmax.class
        && batch.labelsMask() == null
        && labels != null
        && labels.shape().equals(output);
  }

  static double run(LossOperation operation, HostTensor z, HostTensor gradient, HostTensor labels) {
    double clip = ((LossMCXENT) operation.loss()).getSoftmaxClipEps();
    int classes = (int) z.shape().size(1);
    int examples = (int) z.shape().size(0);
    float[] logits = new float[examples * classes];
    z.buffer().get(0, logits);
    float[] targets = new float[logits.length];
    labels.buffer().get(0, targets);
    double score = 0;
    for (int start = 0; start < logits.length; start += classes) {
      score += example(logits, targets, start, start + classes, clip);
    }
    gradient.buffer().put(0, logits);
    return score;
  }

  /** One example: replaces the logits by their gradient. */
  private static double example(float[] logits, float[] targets, int from, int to, double clip) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, logits[i]);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      double exponential = Math.exp(logits[i] - largest);
      logits[i] = (float) exponential;
      sum += exponential;
    }
    double score = 0;
    for (int i = from; i < to; i++) {
      double probability = logits[i] / sum;
      if (targets[i] != 0) {
        score -= targets[i] * Math.log(Math.min(Math.max(probability, clip), 1 - clip));
      }
      logits[i] = (float) (probability - targets[i]);
    }
    return score;
  }
}
