package org.fathom4j.layers.normalization;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The two passes of {@link ContrastNormalization}; names as in its formula. */
final class ContrastNormalizationRuntime extends LocalNormalizationRuntime<ContrastNormalization> {

  ContrastNormalizationRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** m as an operator, v, s, what replaces s where it is smaller, and the larger of the two. */
  private record Statistics(
      LocalMean mean, INDArray v, INDArray s, INDArray least, INDArray divisor) {}

  private Statistics statistics(INDArray x) {
    LocalMean mean = LocalMean.over(x, gaussian());
    INDArray v = x.sub(mean.of(x));
    INDArray s = Transforms.sqrt(mean.of(v.mul(v)), false);
    INDArray least = Transforms.max(s.mean(true, 1, 2, 3), layerConf().getFloor());
    return new Statistics(mean, v, s, least, Nd4j.math().max(s, least));
  }

  @Override
  void forward(INDArray x) {
    Statistics at = statistics(x);
    x.assign(at.v().divi(at.divisor()));
  }

  @Override
  void backward(INDArray x, INDArray epsilon) {
    Statistics at = statistics(x);
    INDArray v = at.v();
    long channels = x.size(1);
    // dL/d divisor, then to s: directly where s is the divisor, through the image's mean elsewhere.
    INDArray dDivisor = epsilon.mul(v).sum(true, 1).divi(at.divisor()).divi(at.divisor()).negi();
    INDArray replaced = at.s().lt(at.divisor()).castTo(dataType);
    INDArray aboveFloor = at.least().gt(layerConf().getFloor()).castTo(dataType);
    INDArray throughMean =
        dDivisor
            .mul(replaced)
            .sum(true, 1, 2, 3)
            .muli(aboveFloor)
            .divi(at.s().length() / at.s().size(0));
    INDArray ds = dDivisor.muli(replaced.rsubi(1)).addi(throughMean);
    // ds/d(s^2) = 1 / 2s; a cell whose window is constant has s = 0 and passes nothing on.
    INDArray safe = Transforms.max(at.s(), Float.MIN_NORMAL);
    INDArray dSquares = ds.muli(at.s().gt(0).castTo(dataType)).divi(safe);
    // dL/dv, then to x through v = x - m.
    epsilon.divi(at.divisor());
    epsilon.addi(v.muli(at.mean().backward(dSquares, channels)));
    epsilon.subi(at.mean().backward(epsilon.sum(true, 1), channels));
  }

  private double[][] gaussian() {
    int size = layerConf().getWindow();
    double sigma = layerConf().getSigma();
    double[] line = new double[size];
    for (int i = 0; i < size; i++) {
      double distance = i - size / 2;
      line[i] = Math.exp(-distance * distance / (2 * sigma * sigma));
    }
    double[][] weights = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        weights[i][j] = line[i] * line[j];
      }
    }
    return weights;
  }
}
