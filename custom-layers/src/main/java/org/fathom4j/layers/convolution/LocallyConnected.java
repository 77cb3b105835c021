package org.fathom4j.layers.convolution;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.fathom4j.layers.LayerRules;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A convolution whose weights and biases are untied: every output position has its own.
 *
 * <pre>
 * y[n,o,i,j] = f( b[o,i,j] + sum over c,p,q of W[i,j,c,p,q,o] * x[n, c, i*sH + p - padH, j*sW + q - padW] )
 *
 * input   x  [batch, nIn, height, width]
 * weights W  [outH * outW, nIn * kH * kW, nOut],  b [nOut, outH, outW]
 * output  y  [batch, nOut, outH, outW], sizes as in {@link Convolution}
 * </pre>
 *
 * <p>Training and inference differ only by dropout on the input and weight noise. Masks are reduced
 * to the output's size.
 *
 * <p>Defaults: kernel 5x5, stride 1, padding 0, mode of the network (Truncate), with bias,
 * activation of the network. The number of weights depends on the image's size: it comes from the
 * network's input type or from {@link Builder#inputSize}.
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for an option out of
 * range, a dilation, an unknown image size or images that are not NCHW, naming layer, rule and
 * value.
 *
 * <p>Paper: LeCun, Generalization and network design strategies, 1989; the layer before the dense
 * ones in Goodfellow, Bulatov, Ibarz, Arnoud, Shet, Multi-digit number recognition from Street View
 * imagery, ICLR 2014.
 */
public final class LocallyConnected extends AbstractConvolution {
  private int inputHeight;
  private int inputWidth;

  private LocallyConnected() {}

  private LocallyConnected(Builder builder) {
    super(builder);
    this.inputHeight = builder.inputHeight;
    this.inputWidth = builder.inputWidth;
  }

  /** Height of the input images. */
  public int getInputHeight() {
    return inputHeight;
  }

  /** Width of the input images. */
  public int getInputWidth() {
    return inputWidth;
  }

  @Override
  public ParamInitializer initializer() {
    return new UntiedParameters();
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    var image = rules().image(input);
    super.setNIn(image, override);
    inputHeight = Math.toIntExact(image.getHeight());
    inputWidth = Math.toIntExact(image.getWidth());
  }

  @Override
  Layer runtime(NeuralNetConfiguration conf, DataType dataType) {
    return new LocallyConnectedRuntime(conf, dataType);
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return super.getOutputType(index, rules().image(input));
  }

  /** The images that come out. */
  InputType.InputTypeConvolutional outputImage() {
    rules().pairAtLeast("input size", 1, new int[] {inputHeight, inputWidth});
    InputType input = InputType.convolutional(inputHeight, inputWidth, getNIn());
    return (InputType.InputTypeConvolutional) super.getOutputType(-1, input);
  }

  @Override
  public LocallyConnected clone() {
    return (LocallyConnected) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof LocallyConnected;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LocallyConnected that
        && super.equals(that)
        && inputHeight == that.inputHeight
        && inputWidth == that.inputWidth;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), inputHeight, inputWidth);
  }

  @Override
  String furtherOptions() {
    return ", inputSize=[" + inputHeight + ", " + inputWidth + "]";
  }

  /**
   * Builds a {@link LocallyConnected}; sizes are given as one number (square) or as height, width.
   */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends ConvolutionBuilder<Builder> {
    private int inputHeight;
    private int inputWidth;

    /** A layer with this kernel: one number for a square one, or height and width. */
    public Builder(int... kernel) {
      super(kernel);
    }

    /**
     * Size of the input images; only needed in a network without an input type.
     *
     * @return this builder
     */
    public Builder inputSize(int height, int width) {
      this.inputHeight = height;
      this.inputWidth = width;
      return this;
    }

    @Override
    public LocallyConnected build() {
      check("LocallyConnected");
      LayerRules rules = new LayerRules("LocallyConnected", getLayerName());
      if (getDilation()[0] != 1 || getDilation()[1] != 1) {
        throw rules.broken("dilation must be 1, got " + Arrays.toString(getDilation()));
      }
      return new LocallyConnected(this);
    }
  }
}
