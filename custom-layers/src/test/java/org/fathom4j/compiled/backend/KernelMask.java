package org.fathom4j.compiled.backend;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.fathom4j.compiled.graph.Dropout;
import org.fathom4j.compiled.graph.Dropout.KeepProbability;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.host.HostArrays;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    Floats mask = Floats.zeros(Shape.of(like.shape()));
    new DropoutMask(new Dropout(keep, seed), mask).draw(iteration, epoch);
    return HostArrays.copy(mask);
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
}
