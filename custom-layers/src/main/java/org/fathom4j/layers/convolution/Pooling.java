package org.fathom4j.layers.convolution;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.layers.LayerMemory;
import org.fathom4j.layers.LayerRules;
import org.fathom4j.layers.Runtimes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonIgnore;

/**
 * The largest or the mean value of each window, per channel.
 *
 * <pre>
 * max:      y[n,c,i,j] = max  over p,q of x[n, c, i*sH + p - padH, j*sW + q - padW]
 * average:  y[n,c,i,j] = mean over p,q of the same values; cells outside the image do not count
 *
 * input   x  [batch, channels, height, width]   (or NHWC)
 * output  y  [batch, channels, outH, outW];  Same: out = ceil(in / stride);
 *            Truncate: out = floor((in + 2 pad - k) / stride) + 1
 * </pre>
 *
 * <p>Has no parameters; training and inference are the same. Masks are reduced to the output's
 * size. The gradient of max goes to one largest value of each window.
 *
 * <p>Defaults: max, window 2x2, stride 2, padding 0, mode of the network (Truncate).
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for an option out of
 * range, naming layer, rule and value.
 *
 * <p>Runs DL4J's own pooling kernels; this class narrows the options to those that are checked
 * here. Paper: Zhou, Chellappa, Computation of optical flow using a neural network, 1988.
 */
public final class Pooling extends SubsamplingLayer {

  private Pooling() {}

  private Pooling(Builder builder) {
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
    var wiring = new Runtimes.Wiring(conf, listeners, index, parameters, initialize);
    return Runtimes.wire(new PoolingRuntime(conf, dataType), initializer(), wiring);
  }

  /** What is taken of each window. */
  @JsonIgnore
  public PoolingKind getKind() {
    return getPoolingType() == PoolingType.MAX.toPoolingType()
        ? PoolingKind.MAX
        : PoolingKind.AVERAGE;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return LayerMemory.report(this, input, 0);
  }

  @Override
  public Pooling clone() {
    return (Pooling) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof Pooling;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Pooling(name=%s, kind=%s, window=%s, stride=%s, padding=%s, mode=%s)",
        getLayerName(),
        getKind(),
        Arrays.toString(getKernelSize()),
        Arrays.toString(getStride()),
        Arrays.toString(getPadding()),
        getConvolutionMode());
  }

  /** Builds a {@link Pooling}; sizes are given as one number (square) or as height, width. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends BaseSubsamplingBuilder<Builder> {

    /** Pooling that takes {@code kind} of each window of 2x2. */
    public Builder(PoolingKind kind) {
      poolingType(kind == PoolingKind.MAX ? PoolingType.MAX : PoolingType.AVG);
      window(2);
    }

    /**
     * Size of the window, one number or height and width; 2 by default.
     *
     * @return this builder
     */
    public Builder window(int... sizes) {
      setKernelSize(Windows.pair(sizes));
      return this;
    }

    /**
     * Step between windows, one number or height and width; 2 by default.
     *
     * @return this builder
     */
    public Builder stride(int... steps) {
      setStride(Windows.pair(steps));
      return this;
    }

    /**
     * Empty cells around the image, one number or height and width; 0 by default and in mode Same.
     *
     * @return this builder
     */
    public Builder padding(int... cells) {
      setPadding(Windows.pair(cells));
      return this;
    }

    /**
     * Order of the image axes, {@link CNN2DFormat#NCHW} by default.
     *
     * @return this builder
     */
    @Override
    public Builder dataFormat(CNN2DFormat format) {
      return super.dataFormat(format);
    }

    @Override
    protected boolean allowCausal() {
      return false;
    }

    @Override
    public Pooling build() {
      LayerRules rules = new LayerRules("Pooling", getLayerName());
      if (getPoolingType() != PoolingType.MAX.toPoolingType()
          && getPoolingType() != PoolingType.AVG.toPoolingType()) {
        throw rules.broken("kind must be MAX or AVERAGE, got " + getPoolingType());
      }
      rules.pairAtLeast("window", 1, getKernelSize());
      rules.pairAtLeast("stride", 1, getStride());
      Windows.checkPadding(rules, getConvolutionMode(), getPadding());
      return new Pooling(this);
    }
  }
}
