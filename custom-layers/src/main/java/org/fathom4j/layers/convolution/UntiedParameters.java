package org.fathom4j.layers.convolution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of {@link LocallyConnected}: b [nOut, outH, outW], then W [outH * outW, nIn * kH * kW,
 * nOut], in row order.
 */
final class UntiedParameters extends ConvolutionParamInitializer {

  @Override
  public long numParams(Layer layer) {
    LocallyConnected local = (LocallyConnected) layer;
    long[] weights = weightShape(local);
    return biases(local) + weights[0] * weights[1] * weights[2];
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    LocallyConnected layer = (LocallyConnected) conf.getLayer();
    if (initialize) {
      initialize(layer, view.reshape(view.length()));
    }
    Map<String, INDArray> parameters = getGradientsFromFlattened(conf, view);
    parameters.keySet().forEach(conf::addVariable);
    return Collections.synchronizedMap(parameters);
  }

  private static void initialize(LocallyConnected layer, INDArray flat) {
    long[] shape = weightShape(layer);
    double step = (double) layer.getStride()[0] * layer.getStride()[1];
    double fanIn = (double) shape[1];
    double fanOut = shape[2] * fanIn / layer.getNIn() / step;
    long biases = biases(layer);
    INDArray weights = flat.get(NDArrayIndex.interval(biases, flat.length()));
    layer.getWeightInitFn().init(fanIn, fanOut, shape, 'c', weights);
    if (biases > 0) {
      flat.get(NDArrayIndex.interval(0, biases)).assign(layer.getBiasInit());
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    LocallyConnected layer = (LocallyConnected) conf.getLayer();
    INDArray flat = view.reshape(view.length());
    long biases = biases(layer);
    Map<String, INDArray> views = new LinkedHashMap<>();
    if (biases > 0) {
      var out = layer.outputImage();
      INDArray bias = flat.get(NDArrayIndex.interval(0, biases));
      views.put(BIAS_KEY, bias.reshape('c', out.getChannels(), out.getHeight(), out.getWidth()));
    }
    INDArray weights = flat.get(NDArrayIndex.interval(biases, flat.length()));
    views.put(WEIGHT_KEY, weights.reshape('c', weightShape(layer)));
    return views;
  }

  private static long biases(LocallyConnected layer) {
    return layer.hasBias() ? layer.outputImage().arrayElementsPerExample() : 0;
  }

  private static long[] weightShape(LocallyConnected layer) {
    var out = layer.outputImage();
    long window = (long) layer.getKernelSize()[0] * layer.getKernelSize()[1];
    return new long[] {
      out.getHeight() * out.getWidth(), layer.getNIn() * window, out.getChannels()
    };
  }
}
