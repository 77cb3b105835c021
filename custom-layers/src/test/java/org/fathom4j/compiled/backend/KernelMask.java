package org.fathom4j.compiled.backend;

import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Dropout.KeepProbability;
import org.fathom4j.compiled.graph.HostTensor;
import org.fathom4j.compiled.graph.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dropout of a plain network with the masks that the compiled one draws, row-major. */
public final class KernelMask implements IDropout {
  private static final long serialVersionUID = 1L;
  private final KeepProbability keep;
  private final long seed;

  /**
   * The masks of a layer.
   *
   * @param keep probability of keeping an element
   * @param networkSeed the network's seed
   * @param layer the layer's index
   */
  public KernelMask(KeepProbability keep, long networkSeed, int layer) {
    this.keep = keep;
    this.seed = networkSeed * 31 + layer;
  }

  private INDArray mask(INDArray like, int iteration, int epoch) {
    FloatBuffer cells = FloatBuffer.allocate(Math.toIntExact(like.length()));
    new DropoutMask(new Dropout(keep, seed), new Cells(cells)).draw(iteration, epoch);
    return Nd4j.createFromArray(cells.array()).reshape('c', like.shape());
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray output, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    return output.assign(input.mul(mask(input, iteration, epoch)));
  }

  @Override
  public INDArray backprop(INDArray dy, INDArray dx, int iteration, int epoch) {
    return dx.assign(dy.mul(mask(dy, iteration, epoch)));
  }

  @Override
  public void clear() {
    // It keeps nothing.
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // it never changes
  public IDropout clone() {
    return this;
  }

  private record Cells(FloatBuffer buffer) implements HostTensor {
    @Override
    public Shape shape() {
      return Shape.of(buffer.capacity());
    }

    @Override
    public INDArray array() {
      return Nd4j.createFromArray(buffer.array());
    }
  }
}
