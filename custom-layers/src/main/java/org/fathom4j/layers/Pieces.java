package org.fathom4j.layers;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The maximum over the k pieces of each maxout unit. Pieces lie behind one another along dimension
 * 1 of z: entry {@code j * units + u} is piece j of unit u, so that one piece of all units is one
 * block of memory.
 */
public final class Pieces {
  private final int count;

  /** Units of {@code count} pieces. */
  public Pieces(int count) {
    this.count = count;
  }

  /** y[n,u,...] = max over j of z[n, j*units + u, ...], as a new array. */
  public INDArray max(INDArray z, LayerWorkspaceMgr workspaces) {
    long[] shape = z.shape().clone();
    shape[1] /= count;
    INDArray max = byPiece(z).max(pieceDimension(z));
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, max.reshape('c', shape));
  }

  /**
   * dL/dz from dL/dy, written over z: the gradient of a unit goes to its largest piece, to the
   * first among equals.
   *
   * @return z
   */
  public INDArray maxBackward(INDArray z, INDArray epsilon) {
    INDArray byPiece = byPiece(z);
    int dimension = pieceDimension(z);
    INDArray largest = byPiece.argMax(dimension);
    INDArray flat = epsilon.reshape('c', largest.shape());
    for (int j = 0; j < count; j++) {
      INDArrayIndex[] at = {NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all()};
      at[dimension] = NDArrayIndex.point(j);
      byPiece.get(at).assign(largest.eq(j).castTo(z.dataType()).muli(flat));
    }
    return z;
  }

  /**
   * z without a copy as [batch, pieces, rest] where it is in row order, as [batch, units, pieces]
   * in column order.
   */
  private INDArray byPiece(INDArray z) {
    long batch = z.size(0);
    long rest = z.length() / batch / count;
    return z.ordering() == 'c'
        ? z.reshape('c', batch, count, rest)
        : z.reshape('f', batch, rest, count);
  }

  private static int pieceDimension(INDArray z) {
    return z.ordering() == 'c' ? 1 : 2;
  }
}
