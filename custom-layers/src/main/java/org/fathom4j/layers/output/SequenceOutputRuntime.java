package org.fathom4j.layers.output;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The two passes of {@link SequenceOutput}: DL4J's output layer with our softmaxes and loss. */
final class SequenceOutputRuntime extends BaseOutputLayer<SequenceOutput> {

  SequenceOutputRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** None where there is no bias: DL4J asks weight noise for it all the same. */
  @Override
  protected @Nullable INDArray getParamWithNoise(
      String parameter, boolean training, LayerWorkspaceMgr workspaces) {
    boolean absent = !hasBias() && DefaultParamInitializer.BIAS_KEY.equals(parameter);
    return absent ? null : super.getParamWithNoise(parameter, training, workspaces);
  }

  @Override
  protected INDArray getLabels2d(LayerWorkspaceMgr workspaces, ArrayType type) {
    return labels;
  }
}
