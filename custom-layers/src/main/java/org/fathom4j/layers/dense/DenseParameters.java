package org.fathom4j.layers.dense;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * W [nIn, pieces * nOut] in column order, then b [pieces * nOut]; column {@code j * nOut + u} is
 * piece j of unit u. With one piece this is the layout of DL4J's DenseLayer. Weights are drawn for
 * a fan-out of nOut, whatever the number of pieces.
 */
record DenseParameters(int pieces, boolean hasBias) implements ParamInitializer {
  static final String W = DefaultParamInitializer.WEIGHT_KEY;
  static final String B = DefaultParamInitializer.BIAS_KEY;

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    FeedForwardLayer dense = (FeedForwardLayer) layer;
    return pieces * dense.getNOut() * (dense.getNIn() + (hasBias ? 1 : 0));
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return hasBias ? List.of(W, B) : List.of(W);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(W);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return hasBias ? List.of(B) : List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return W.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return B.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    FeedForwardLayer layer = (FeedForwardLayer) conf.getLayer();
    Map<String, INDArray> parameters = getGradientsFromFlattened(conf, view);
    parameters.keySet().forEach(conf::addVariable);
    if (initialize) {
      long weights = layer.getNIn() * pieces * layer.getNOut();
      layer
          .getWeightInitFn()
          .init(
              (double) layer.getNIn(),
              (double) layer.getNOut(),
              new long[] {layer.getNIn(), pieces * layer.getNOut()},
              IWeightInit.DEFAULT_WEIGHT_INIT_ORDER,
              flat(view).get(NDArrayIndex.interval(0, weights)));
      if (hasBias) {
        flat(view).get(NDArrayIndex.interval(weights, view.length())).assign(layer.getBiasInit());
      }
    }
    return Collections.synchronizedMap(parameters);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    FeedForwardLayer layer = (FeedForwardLayer) conf.getLayer();
    long columns = pieces * layer.getNOut();
    long weights = layer.getNIn() * columns;
    INDArray flat = flat(view);
    Map<String, INDArray> views = new LinkedHashMap<>();
    INDArray w = flat.get(NDArrayIndex.interval(0, weights));
    views.put(W, w.reshape('f', layer.getNIn(), columns));
    if (hasBias) {
      views.put(B, flat.get(NDArrayIndex.interval(weights, weights + columns)));
    }
    return views;
  }

  private static INDArray flat(INDArray view) {
    return view.reshape(view.length());
  }
}
