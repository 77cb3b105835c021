package org.fathom4j.layers.rectifier;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One parameter, the slopes; neither weight nor bias, so that regularization of either leaves it
 * alone.
 */
record SlopeParameters() implements ParamInitializer {
  static final String SLOPES = "a";

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return ((ParametricRectifier) layer).slopeCount();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(SLOPES);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return false;
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    Map<String, INDArray> parameters = getGradientsFromFlattened(conf, view);
    conf.addVariable(SLOPES);
    if (initialize) {
      view.assign(((ParametricRectifier) conf.getLayer()).getStart());
    }
    return Collections.synchronizedMap(parameters);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    views.put(SLOPES, view.reshape(view.length()));
    return views;
  }
}
