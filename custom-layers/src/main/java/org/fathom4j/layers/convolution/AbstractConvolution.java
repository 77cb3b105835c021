package org.fathom4j.layers.convolution;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.layers.LayerMemory;
import org.fathom4j.layers.LayerRules;
import org.fathom4j.layers.Runtimes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the layers over sliding windows with weights share: DL4J's options of a convolution, wiring,
 * checks and printing.
 */
abstract class AbstractConvolution extends ConvolutionLayer {

  /** For deserialization. */
  AbstractConvolution() {}

  /** The layer that {@code builder} describes. */
  AbstractConvolution(BaseConvBuilder<?> builder) {
    super(builder);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    rules().atLeast("nIn", 1, getNIn());
    rules().atLeast("nOut", 1, getNOut());
    var wiring = new Runtimes.Wiring(conf, listeners, index, parameters, initialize);
    return Runtimes.wire(runtime(conf, dataType), initializer(), wiring);
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    if (input instanceof InputType.InputTypeConvolutional image) {
      Windows.misfit(this, image.getHeight(), image.getWidth())
          .ifPresent(
              why -> {
                throw rules().broken(why);
              });
    }
    return super.getOutputType(index, input);
  }

  /** The unwired runtime of this layer. */
  abstract Layer runtime(NeuralNetConfiguration conf, DataType dataType);

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return LayerMemory.report(this, input, getOutputType(-1, input).arrayElementsPerExample());
  }

  @Override
  public AbstractConvolution clone() {
    AbstractConvolution copy = (AbstractConvolution) super.clone();
    copy.setDilation(getDilation().clone());
    return copy;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s(name=%s, nIn=%d, nOut=%d, kernel=%s, stride=%s, padding=%s, dilation=%s, mode=%s, bias=%b, activation=%s%s)",
        getClass().getSimpleName(),
        getLayerName(),
        getNIn(),
        getNOut(),
        Arrays.toString(getKernelSize()),
        Arrays.toString(getStride()),
        Arrays.toString(getPadding()),
        Arrays.toString(getDilation()),
        getConvolutionMode(),
        hasBias(),
        getActivationFn(),
        furtherOptions());
  }

  /** Options of a kind of convolution, for toString, each as {@code ", key=value"}. */
  String furtherOptions() {
    return "";
  }

  /** The checks of this layer, in its own name. */
  final LayerRules rules() {
    return new LayerRules(getClass().getSimpleName(), getLayerName());
  }

  /**
   * The options that all convolutions share.
   *
   * @param <T> the concrete builder
   */
  abstract static class ConvolutionBuilder<T extends ConvolutionBuilder<T>>
      extends BaseConvBuilder<T> {

    /** A convolution with this kernel, 5x5 where none is given. */
    ConvolutionBuilder(int... kernel) {
      if (kernel.length > 0) {
        kernelSize(kernel);
      }
    }

    @Override
    protected boolean allowCausal() {
      return false;
    }

    @Override
    public void setKernelSize(int[] kernel) {
      this.kernelSize = Windows.pair(kernel);
    }

    @Override
    public void setStride(int[] stride) {
      this.stride = Windows.pair(stride);
    }

    @Override
    public void setPadding(int[] padding) {
      this.padding = Windows.pair(padding);
    }

    @Override
    public void setDilation(int[] dilation) {
      this.dilation = Windows.pair(dilation);
    }

    /** Refuses options out of range in the name of {@code layer}. */
    final void check(String layer) {
      LayerRules rules = new LayerRules(layer, getLayerName());
      rules.pairAtLeast("kernel", 1, kernelSize);
      rules.pairAtLeast("stride", 1, stride);
      rules.pairAtLeast("dilation", 1, dilation);
      rules.atLeast("nOut", 1, getNOut());
      Windows.checkPadding(rules, convolutionMode, padding);
    }
  }
}
