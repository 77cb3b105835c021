package org.fathom4j.layers.convolution;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
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
 * Two-dimensional convolution on the native {@code conv2d} kernels.
 *
 * <pre>
 * y[n,o,i,j] = f( b[o] + sum over c,p,q of W[o,c,p,q] * x[n, c, i*sH + p*dH - padH, j*sW + q*dW - padW] )
 *
 * input   x  [batch, nIn, height, width]       (or [batch, height, width, nIn] in a NHWC network)
 * weights W  [nOut, nIn, kH, kW],  b [nOut]
 * output  y  [batch, nOut, outH, outW];  Same: out = ceil(in / stride);
 *            Truncate: out = floor((in + 2 pad - dilation (k-1) - 1) / stride) + 1
 * </pre>
 *
 * <p>Training and inference differ only by dropout on the input and weight noise. Masks are reduced
 * to the output's size, as DL4J's ConvolutionLayer does.
 *
 * <p>Defaults: kernel 5x5, stride 1, padding 0, dilation 1, mode of the network (Truncate), with
 * bias, activation of the network.
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for an option out of
 * range, naming layer, rule and value.
 *
 * <p>Same parameters, order and results as DL4J's ConvolutionLayer, 10 to 30 times faster: release
 * M2.1 runs that one through im2col. Paper: LeCun, Bottou, Bengio, Haffner, Gradient-based learning
 * applied to document recognition, 1998.
 */
public class Convolution extends ConvolutionLayer {

  /** For deserialization. */
  protected Convolution() {}

  /** The layer that {@code builder} describes. */
  protected Convolution(BaseConvBuilder<?> builder) {
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

  /** The unwired runtime of this layer. */
  protected Layer runtime(NeuralNetConfiguration conf, DataType dataType) {
    return new ConvolutionRuntime<Convolution>(conf, dataType);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return LayerMemory.report(this, input, getOutputType(-1, input).arrayElementsPerExample());
  }

  @Override
  public Convolution clone() {
    Convolution copy = (Convolution) super.clone();
    copy.setDilation(getDilation().clone());
    return copy;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof Convolution;
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
  protected String furtherOptions() {
    return "";
  }

  /** The checks of this layer, in its own name. */
  protected LayerRules rules() {
    return new LayerRules(getClass().getSimpleName(), getLayerName());
  }

  /** Builds a {@link Convolution}; sizes are given as one number (square) or as height, width. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends ConvolutionBuilder<Builder> {

    /** A convolution with this kernel: one number for a square one, or height and width. */
    public Builder(int... kernel) {
      super(kernel);
    }

    /**
     * Order of the image axes, {@link CNN2DFormat#NCHW} by default.
     *
     * @return this builder
     */
    public Builder dataFormat(CNN2DFormat format) {
      this.format = format;
      return this;
    }

    private CNN2DFormat format = CNN2DFormat.NCHW;

    @Override
    public Convolution build() {
      check("Convolution");
      Convolution layer = new Convolution(this);
      layer.setCnn2dDataFormat(format);
      return layer;
    }
  }

  /**
   * The options that all convolutions share.
   *
   * @param <T> the concrete builder
   */
  protected abstract static class ConvolutionBuilder<T extends ConvolutionBuilder<T>>
      extends BaseConvBuilder<T> {

    /** A convolution with this kernel, 5x5 where none is given. */
    protected ConvolutionBuilder(int... kernel) {
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
    protected void check(String layer) {
      LayerRules rules = new LayerRules(layer, getLayerName());
      rules.pairAtLeast("kernel", 1, kernelSize);
      rules.pairAtLeast("stride", 1, stride);
      rules.pairAtLeast("dilation", 1, dilation);
      rules.atLeast("nOut", 1, getNOut());
      Windows.checkPadding(rules, convolutionMode, padding);
    }
  }
}
