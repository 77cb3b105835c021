package org.fathom4j.layers.convolution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of a convolution with k pieces per channel: b [k * nOut], then W [k * nOut, nIn, kH,
 * kW], in DL4J's order for convolutions. Weights are drawn for a fan-out of nOut channels, whatever
 * the number of pieces.
 */
final class PieceParameters extends ConvolutionParamInitializer {
  private final int pieces;

  PieceParameters(int pieces) {
    this.pieces = pieces;
  }

  @Override
  public long numParams(Layer layer) {
    return pieces * super.numParams(layer);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    ConvolutionLayer layer = (ConvolutionLayer) conf.getLayer();
    if (initialize) {
      initialize(layer, view.reshape(view.length()));
    }
    Map<String, INDArray> parameters = getGradientsFromFlattened(conf, view);
    parameters.keySet().forEach(conf::addVariable);
    return Collections.synchronizedMap(parameters);
  }

  private void initialize(ConvolutionLayer layer, INDArray flat) {
    double window = (double) layer.getKernelSize()[0] * layer.getKernelSize()[1];
    double step = (double) layer.getStride()[0] * layer.getStride()[1];
    double fanIn = layer.getNIn() * window;
    double fanOut = layer.getNOut() * window / step;
    long biases = biases(layer);
    INDArray weights = flat.get(NDArrayIndex.interval(biases, flat.length()));
    layer.getWeightInitFn().init(fanIn, fanOut, weightShape(layer), 'c', weights);
    if (biases > 0) {
      flat.get(NDArrayIndex.interval(0, biases)).assign(layer.getBiasInit());
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    ConvolutionLayer layer = (ConvolutionLayer) conf.getLayer();
    INDArray flat = view.reshape(view.length());
    long biases = biases(layer);
    Map<String, INDArray> views = new LinkedHashMap<>();
    if (biases > 0) {
      views.put(BIAS_KEY, flat.get(NDArrayIndex.interval(0, biases)));
    }
    INDArray weights = flat.get(NDArrayIndex.interval(biases, flat.length()));
    views.put(WEIGHT_KEY, weights.reshape('c', weightShape(layer)));
    return views;
  }

  private long biases(ConvolutionLayer layer) {
    return layer.hasBias() ? pieces * layer.getNOut() : 0;
  }

  private long[] weightShape(ConvolutionLayer layer) {
    int[] kernel = layer.getKernelSize();
    return new long[] {pieces * layer.getNOut(), layer.getNIn(), kernel[0], kernel[1]};
  }
}
