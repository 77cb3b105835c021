package org.fathom4j.compiled;

import java.util.Random;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dropout whose mask follows from iteration and shape, so that two networks draw the same one. */
final class SharedMask implements IDropout {
  private static final long serialVersionUID = 1L;
  private final double keep;
  private final long seed;

  SharedMask(double keep, long seed) {
    this.keep = keep;
    this.seed = seed;
  }

  private INDArray mask(INDArray like, int iteration) {
    Random random = new Random(seed * 1_000_003 + iteration * 31L + like.length());
    float[] mask = new float[Math.toIntExact(like.length())];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < keep ? (float) (1 / keep) : 0;
    }
    return Nd4j.createFromArray(mask).reshape('c', like.shape()).castTo(like.dataType());
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray output, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    return output.assign(input.mul(mask(input, iteration)));
  }

  @Override
  public INDArray backprop(INDArray dy, INDArray dx, int iteration, int epoch) {
    return dx.assign(dy.mul(mask(dy, iteration)));
  }

  @Override
  public void clear() {
    // It keeps nothing.
  }

  @Override
  @SuppressWarnings({"PMD", "MissingSuperCall"}) // it never changes
  public IDropout clone() {
    return this;
  }

  @Override
  public String toString() {
    return "SharedMask(" + keep + ")";
  }
}
