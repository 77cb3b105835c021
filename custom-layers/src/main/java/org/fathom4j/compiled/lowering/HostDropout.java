package org.fathom4j.compiled.lowering;

import java.util.List;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.host.HostArrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Noise on a layer's input other than plain dropout (Gaussian, alpha, spatial, one's own), drawn by
 * Deeplearning4j's own code.
 *
 * <p>Forward reads x and writes y; backward reads dy and writes dx.
 *
 * @param noise what is drawn; it remembers its last draw
 */
record HostDropout(IDropout noise) implements HostOperation {
  /** Adds the forward step; the result is y. */
  Tensor of(GraphBuilder graph, Tensor x) {
    return graph.add(this, List.of(x), x.shape());
  }

  @Override
  public String describe() {
    return noise.getClass().getSimpleName() + " (in Java)";
  }

  @Override
  public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
    INDArray x = HostArrays.copy(reads.get(0));
    INDArray y = Nd4j.create(DataType.FLOAT, x.shape());
    INDArray drawn =
        noise.applyDropout(
            x, y, batch.iteration(), batch.epoch(), LayerWorkspaceMgr.noWorkspaces());
    HostArrays.write(drawn, writes.get(0));
    return 0;
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(forward.layer(), new Derivative(noise), List.of(dy), List.of(back.newGradient(x)));
    }
  }

  private record Derivative(IDropout noise) implements HostOperation {
    @Override
    public String describe() {
      return "gradient of " + noise.getClass().getSimpleName() + " (in Java)";
    }

    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      INDArray dy = HostArrays.copy(reads.get(0));
      INDArray dx = Nd4j.create(DataType.FLOAT, dy.shape());
      INDArray passed = noise.backprop(dy, dx, batch.iteration(), batch.epoch());
      HostArrays.write(passed, writes.get(0));
      noise.clear();
      return 0;
    }
  }
}
