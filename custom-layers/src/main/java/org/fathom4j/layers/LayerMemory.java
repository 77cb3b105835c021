package org.fathom4j.layers;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;

/**
 * Memory reports of the layers, in elements; what a layer keeps between its two passes is its only
 * working memory.
 */
public final class LayerMemory {
  private LayerMemory() {}

  /**
   * The report of {@code layer}.
   *
   * @param input the layer's input type
   * @param kept elements per example that the forward pass keeps for the backward pass
   */
  public static LayerMemoryReport report(Layer layer, InputType input, long kept) {
    long parameters = layer.initializer().numParams(layer);
    long state =
        parameters > 0 && layer instanceof BaseLayer weighted
            ? weighted.getIUpdater().stateSize(parameters)
            : 0;
    long dropout = layer.getIDropout() == null ? 0 : input.arrayElementsPerExample();
    InputType output = layer.getOutputType(-1, input);
    return new LayerMemoryReport.Builder(layer.getLayerName(), layer.getClass(), input, output)
        .standardMemory(parameters, state)
        .workingMemory(0, 0, 0, kept + dropout)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }
}
