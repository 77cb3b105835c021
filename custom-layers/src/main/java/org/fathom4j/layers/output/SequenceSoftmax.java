package org.fathom4j.layers.output;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** One softmax for the length and one for each digit, side by side in [batch, outputs]. */
final class SequenceSoftmax extends BaseActivationFunction {
  private final int digits;
  private final int classes;

  @JsonCreator
  SequenceSoftmax(@JsonProperty("digits") int digits, @JsonProperty("classes") int classes) {
    this.digits = digits;
    this.classes = classes;
  }

  private SequenceHeads heads() {
    return new SequenceHeads(digits, classes);
  }

  @Override
  public INDArray getActivation(INDArray z, boolean training) {
    for (int head = 0; head < heads().count(); head++) {
      INDArray part = head(z, head);
      part.assign(Transforms.softmax(part, true));
    }
    return z;
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray z, INDArray epsilon) {
    assertShape(z, epsilon);
    INDArray y = getActivation(z, true);
    for (int head = 0; head < heads().count(); head++) {
      INDArray probabilities = head(y, head);
      INDArray gradient = head(epsilon, head);
      INDArray mean = gradient.mul(probabilities).sum(true, 1);
      probabilities.muli(gradient.subColumnVector(mean));
    }
    return new Pair<>(y, null);
  }

  private INDArray head(INDArray array, int head) {
    int start = heads().start(head);
    return array.get(NDArrayIndex.all(), NDArrayIndex.interval(start, start + heads().size(head)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequenceSoftmax that && heads().equals(that.heads());
  }

  @Override
  public int hashCode() {
    return heads().hashCode();
  }

  @Override
  public String toString() {
    return "softmax of the length and of " + digits + " digits";
  }
}
