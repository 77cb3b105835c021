package org.fathom4j.compiled.loss;

import java.util.List;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.host.HostArrays;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation without a kernel, run by Deeplearning4j's own code: softmax inside of a network,
 * rational tanh, user-defined ones.
 *
 * @param activation the function
 * @param training whether it behaves as in training
 */
public record HostActivation(IActivation activation, boolean training) implements HostOperation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    return graph.add(this, List.of(x), x.shape());
  }

  @Override
  public String describe() {
    return activation + " (in Java)";
  }

  @Override
  public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
    if (activation.getClass() == ActivationSoftmax.class && reads.get(0).shape().rank() == 2) {
      softmax(reads.get(0), writes.get(0));
    } else {
      INDArray y = activation.getActivation(HostArrays.copy(reads.get(0)), training);
      HostArrays.write(y, writes.get(0));
    }
    return 0;
  }

  /** Of each row, without the arrays that take a small batch longer than the exponentials. */
  private static void softmax(HostTensor x, HostTensor y) {
    int classes = (int) x.shape().size(1);
    float[] rows = new float[(int) x.shape().size(0) * classes];
    x.buffer().get(0, rows);
    for (int row = 0; row < rows.length; row += classes) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = row; i < row + classes; i++) {
        largest = Math.max(largest, rows[i]);
      }
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        rows[i] = (float) Math.exp(rows[i] - largest);
        sum += rows[i];
      }
      for (int i = row; i < row + classes; i++) {
        rows[i] = (float) (rows[i] / sum);
      }
    }
    y.buffer().put(0, rows);
  }

  /** Backward reads {@code x, dy} and writes dx. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(
          forward.layer(),
          new Derivative(activation),
          List.of(x, dy),
          List.of(back.newGradient(x)));
    }
  }

  private record Derivative(IActivation activation) implements HostOperation {
    @Override
    public String describe() {
      return "derivative of " + activation + " (in Java)";
    }

    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      INDArray x = HostArrays.copy(reads.get(0));
      INDArray dy = HostArrays.copy(reads.get(1));
      HostArrays.write(activation.backprop(x, dy).getFirst(), writes.get(0));
      return 0;
    }
  }
}
