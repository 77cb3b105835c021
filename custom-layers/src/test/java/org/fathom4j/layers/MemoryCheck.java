package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryType;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Compares a layer's memory report with the running layer.
 *
 * @param net the network around the layer
 */
record MemoryCheck(ContractNetwork net) {

  /** Parameters and updater state are as many as the network has. */
  void countsParametersAndUpdaterState() {
    LayerMemoryReport report = report(configuration());
    var runtime = net.network().getLayer(ContractNetwork.INDEX);
    long state =
        runtime.paramTable().entrySet().stream()
            .mapToLong(
                entry ->
                    configuration()
                        .getUpdaterByParam(entry.getKey())
                        .stateSize(entry.getValue().length()))
            .sum();
    assertThat(report.getParameterSize()).isEqualTo(runtime.numParams());
    assertThat(report.getUpdaterStateSize()).isEqualTo(state);
    assertThat(report.getInputType()).isEqualTo(net.testedInput());
    assertThat(report.getOutputType())
        .isEqualTo(configuration().getOutputType(ContractNetwork.INDEX, net.testedInput()));
    assertThat(report.getLayerType()).isEqualTo(configuration().getClass());
    assertThat(report.getLayerName()).isEqualTo("tested");
  }

  /**
   * Inference keeps no more than training, two examples twice as much as one, a double as much as
   * two floats; dropout keeps the input too.
   */
  void workingMemoryGrowsByTheExample() {
    LayerMemoryReport report = report(configuration());
    long one = working(report, 1, MemoryUseMode.TRAINING, DataType.FLOAT);
    assertThat(working(report, 1, MemoryUseMode.INFERENCE, DataType.FLOAT)).isBetween(0L, one);
    assertThat(working(report, 2, MemoryUseMode.TRAINING, DataType.FLOAT)).isEqualTo(2 * one);
    assertThat(working(report, 1, MemoryUseMode.TRAINING, DataType.DOUBLE)).isEqualTo(2 * one);
    Layer dropping = configuration();
    dropping.setIDropout(new Dropout(0.5));
    assertThat(working(report(dropping), 1, MemoryUseMode.TRAINING, DataType.FLOAT) - one)
        .isEqualTo(Float.BYTES * net.testedInput().arrayElementsPerExample());
  }

  /** DL4J's own layer reports as many parameters and as much state, and no less working memory. */
  void agreesWith(Layer stock) {
    MemoryCheck theirs = new MemoryCheck(net.changed(ignored -> stock.clone()));
    LayerMemoryReport expected = theirs.report(theirs.configuration());
    LayerMemoryReport actual = report(configuration());
    assertThat(actual.getParameterSize()).isEqualTo(expected.getParameterSize());
    assertThat(actual.getUpdaterStateSize()).isEqualTo(expected.getUpdaterStateSize());
    assertThat(actual.getOutputType()).isEqualTo(expected.getOutputType());
    assertThat(working(actual, 1, MemoryUseMode.TRAINING, DataType.FLOAT))
        .isLessThanOrEqualTo(working(expected, 1, MemoryUseMode.TRAINING, DataType.FLOAT));
  }

  private Layer configuration() {
    return net.configuration().getConf(ContractNetwork.INDEX).getLayer();
  }

  private LayerMemoryReport report(Layer layer) {
    return layer.getMemoryReport(net.testedInput());
  }

  private static long working(
      LayerMemoryReport report, int examples, MemoryUseMode mode, DataType type) {
    return report.getMemoryBytes(
        MemoryType.WORKING_MEMORY_VARIABLE, examples, mode, CacheMode.NONE, type);
  }
}
