package org.fathom4j.compiled.loss;

import java.util.List;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.host.HostArrays;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * What one output adds to the score of a batch, and the gradient of the sum over its rows with
 * respect to the pre-activation of its layer.
 *
 * <p>Reads {@code z [n,out]}, rows of examples, pixels or steps, and writes {@code dz [n,out]}, by
 * Deeplearning4j's own code. Any loss function and activation does, with class weights and label
 * masks; the common ones are {@link org.fathom4j.compiled.graph.Loss operations} instead.
 *
 * @param loss the loss function
 * @param activation the activation that turns z into the network's output
 * @param output the place among the network's outputs
 * @param rows what the rows are
 * @param share what the sum of the scores is multiplied by, and the gradient is not
 */
public record LossOperation(
    ILossFunction loss, IActivation activation, int output, Rows rows, double share)
    implements HostOperation {

  /** Adds the step; the result is the gradient of z. */
  public Tensor of(GraphBuilder graph, Tensor z) {
    Tensor gradient = graph.tensor("dz", z.shape());
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(z), List.of(gradient)));
    return gradient;
  }

  @Override
  public String describe() {
    return "loss " + loss + " of " + activation;
  }

  @Override
  public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
    HostTensor labels = batch.targets().get(output).labels();
    INDArray targets = HostArrays.view(labels);
    HostTensor weights = batch.targets().get(output).mask();
    INDArray mask = weights == null ? null : HostArrays.view(weights);
    mask = mask == null ? null : rows.ofMask(mask, targets);
    targets = rows.of(targets);
    requireLabels(Shape.of(targets.shape()), reads.get(0).shape());
    if (loss instanceof LossSparseMCXENT) {
      requireClasses(targets, reads.get(0).shape().size(1));
    }
    INDArray z = HostArrays.copy(reads.get(0));
    double score = loss.computeScore(targets, z, activation, mask, false);
    INDArray fresh = HostArrays.copy(reads.get(0)); // some write into their input
    HostArrays.write(loss.computeGradient(targets, fresh, activation, mask), writes.get(0));
    return share * score;
  }

  /** Deeplearning4j scores a class that is not there as 0 and learns nothing from it. */
  private static void requireClasses(INDArray targets, long classes) {
    for (int i = 0; i < targets.length(); i++) {
      float label = targets.getFloat(i);
      if (!(label >= 0 && label < classes)) {
        throw new IllegalArgumentException(
            "labels hold class %s in example %d, and there are classes 0 to %d"
                .formatted(label, i, classes - 1));
      }
    }
  }

  /** One row of labels a row; their width is checked by the loss. */
  private static void requireLabels(Shape labels, Shape output) {
    if (labels.rank() < 2 || labels.size(0) != output.size(0)) {
      throw new IllegalArgumentException(
          "labels must be [%d, ...], one row an example, for an output of %s; got shape %s"
              .formatted(output.size(0), output, labels.sizes()));
    }
  }
}
