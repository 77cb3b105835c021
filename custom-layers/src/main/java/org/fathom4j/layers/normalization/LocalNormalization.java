package org.fathom4j.layers.normalization;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.layers.LayerMemory;
import org.fathom4j.layers.LayerRules;
import org.fathom4j.layers.Runtimes;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What layers that normalize images by a window share: the window's size, wiring and checks. */
abstract class LocalNormalization extends NoParamLayer {
  private final int window;

  LocalNormalization(int window) {
    this.window = window;
  }

  LocalNormalization(org.deeplearning4j.nn.conf.layers.Layer.Builder<?> builder, int window) {
    super(builder);
    this.window = window;
  }

  /** Height and width of the window, in cells. */
  public final int getWindow() {
    return window;
  }

  /** The unwired runtime of this layer. */
  abstract Layer runtime(NeuralNetConfiguration conf, DataType dataType);

  @Override
  public final Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      @Nullable INDArray parameters,
      boolean initialize,
      DataType dataType) {
    var wiring = new Runtimes.Wiring(conf, listeners, index, parameters, initialize);
    return Runtimes.wire(runtime(conf, dataType), initializer(), wiring);
  }

  @Override
  public final InputType getOutputType(int index, InputType input) {
    return new LayerRules(getClass().getSimpleName(), getLayerName()).image(input);
  }

  @Override
  public final @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
    return InputTypeUtil.getPreProcessorForInputTypeCnnLayers(input, getLayerName());
  }

  @Override
  public final LayerMemoryReport getMemoryReport(InputType input) {
    return LayerMemory.report(this, input, input.arrayElementsPerExample());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LocalNormalization that && super.equals(that) && window == that.window;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), window);
  }

  /** Refuses a window that has no cell in its middle. */
  static void checkWindow(LayerRules rules, int window) {
    if (window < 3 || window % 2 == 0) {
      throw rules.broken("window must be an odd number of at least 3, got " + window);
    }
  }
}
