package org.fathom4j.compiled.lowering;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.fathom4j.compiled.graph.Backpropagation;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.HostOperation;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.host.HostArrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer without kernels of its own, run by the network's own layer between compiled ones. It
 * reads its parameters and writes their gradients where the network has them.
 *
 * <p>Forward reads x and the parameters and writes y.
 *
 * @param layer the running layer
 * @param training whether it behaves as in training
 */
record HostLayer(Layer layer, boolean training) implements HostOperation {
  @Override
  public String describe() {
    return layer.conf().getLayer().getClass().getSimpleName() + " (in Java)";
  }

  @Override
  public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
    layer.setIterationCount(batch.iteration());
    layer.setEpochCount(batch.epoch());
    layer.setInput(HostArrays.copy(reads.get(0)), LayerWorkspaceMgr.noWorkspacesImmutable());
    INDArray y = layer.activate(training, LayerWorkspaceMgr.noWorkspacesImmutable());
    HostArrays.write(y, writes.get(0));
    return 0;
  }

  /**
   * Backward reads dy and writes dx, and the gradients of the parameters through the layer itself.
   */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor dy = back.gradientOf(forward.write(0));
    List<Tensor> gradients = new ArrayList<>();
    forward.reads().stream().filter(back::wanted).map(back::newGradient).forEach(gradients::add);
    back.add(
        forward.layer(),
        new Gradients(layer, training, back.wanted(forward.read(0))),
        List.of(forward.read(0), dy),
        gradients);
  }

  private record Gradients(Layer layer, boolean training, boolean ofInput)
      implements HostOperation {
    @Override
    public String describe() {
      return "gradients of " + layer.conf().getLayer().getClass().getSimpleName() + " (in Java)";
    }

    @Override
    public double run(List<HostTensor> reads, List<HostTensor> writes, Batch batch) {
      INDArray epsilon = HostArrays.copy(reads.get(1));
      INDArray dx = training ? gradient(epsilon) : gradientOfInference(epsilon);
      if (ofInput) {
        HostArrays.write(dx, writes.get(0));
      }
      layer.clear();
      return 0;
    }

    private INDArray gradient(INDArray epsilon) {
      return layer.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspacesImmutable()).getSecond();
    }

    /** Without dropout, which layers take to have been applied whatever they did forward. */
    private INDArray gradientOfInference(INDArray epsilon) {
      org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
      IDropout dropout = configuration.getIDropout();
      configuration.setIDropout(null);
      try {
        return gradient(epsilon);
      } finally {
        configuration.setIDropout(dropout);
      }
    }
  }
}
