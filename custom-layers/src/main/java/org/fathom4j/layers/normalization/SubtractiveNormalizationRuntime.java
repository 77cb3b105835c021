package org.fathom4j.layers.normalization;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The two passes of {@link SubtractiveNormalization}. */
final class SubtractiveNormalizationRuntime
    extends LocalNormalizationRuntime<SubtractiveNormalization> {

  SubtractiveNormalizationRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  void forward(INDArray x) {
    INDArray maps = maps(x);
    maps.subi(mean(maps).of(maps));
  }

  @Override
  void backward(INDArray x, INDArray epsilon) {
    INDArray maps = maps(epsilon);
    maps.subi(mean(maps).backward(maps.sum(true, 1), maps.size(1)));
  }

  /** The images; where channels are on their own, each as an image of one channel. */
  private INDArray maps(INDArray x) {
    return layerConf().isAcrossChannels()
        ? x
        : x.reshape('c', x.size(0) * x.size(1), 1, x.size(2), x.size(3));
  }

  private LocalMean mean(INDArray maps) {
    int size = layerConf().getWindow();
    double[][] weights = new double[size][size];
    for (double[] row : weights) {
      Arrays.fill(row, 1);
    }
    return LocalMean.over(maps, weights);
  }
}
