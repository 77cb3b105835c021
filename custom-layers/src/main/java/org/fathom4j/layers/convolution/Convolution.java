package org.fathom4j.layers.convolution;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

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
public final class Convolution extends AbstractConvolution {

  private Convolution() {}

  private Convolution(Builder builder) {
    super(builder);
    setCnn2dDataFormat(builder.format);
  }

  @Override
  Layer runtime(NeuralNetConfiguration conf, DataType dataType) {
    return new ConvolutionRuntime<Convolution>(conf, dataType);
  }

  @Override
  public Convolution clone() {
    return (Convolution) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof Convolution;
  }

  /** Builds a {@link Convolution}; sizes are given as one number (square) or as height, width. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends ConvolutionBuilder<Builder> {

    /** A convolution with this kernel: one number for a square one, or height and width. */
    public Builder(int... kernel) {
      super(kernel);
    }

    private CNN2DFormat format = CNN2DFormat.NCHW;

    /**
     * Order of the image axes, {@link CNN2DFormat#NCHW} by default.
     *
     * @return this builder
     */
    public Builder dataFormat(CNN2DFormat format) {
      this.format = format;
      return this;
    }

    @Override
    public Convolution build() {
      check("Convolution");
      return new Convolution(this);
    }
  }
}
