package org.fathom4j.layers.convolution;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.fathom4j.layers.Pieces;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The two passes of {@link MaxoutConvolution}. */
final class MaxoutConvolutionRuntime extends ConvolutionRuntime<MaxoutConvolution> {
  private final Pieces pieces;

  MaxoutConvolutionRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    this.pieces = new Pieces(((MaxoutConvolution) conf.getLayer()).getPieces());
  }

  @Override
  protected INDArray nonlinearity(INDArray z, boolean training, LayerWorkspaceMgr workspaces) {
    return pieces.max(z, workspaces);
  }

  @Override
  protected INDArray nonlinearityBackward(INDArray z, INDArray epsilon) {
    return pieces.maxBackward(z, epsilon);
  }
}
