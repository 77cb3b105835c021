package org.fathom4j.layers.convolution;

import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.fathom4j.layers.LayerMemory;
import org.fathom4j.layers.LayerRules;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Two-dimensional convolution whose channels are the largest of k pieces.
 *
 * <pre>
 * y[n,c,i,j] = max over p = 0..k-1 of z[n, p*nOut + c, i, j],   z = W * x + b   (see {@link Convolution})
 *
 * input   x  [batch, nIn, height, width]
 * weights W  [k * nOut, nIn, kH, kW],  b [k * nOut];  filter p*nOut + c is piece p of channel c
 * output  y  [batch, nOut, outH, outW], sizes as in {@link Convolution}
 * </pre>
 *
 * <p>Training and inference differ only by dropout on the input and weight noise. Masks are reduced
 * to the output's size. The gradient of a value goes to its largest piece, to the first among
 * equals.
 *
 * <p>Defaults: 2 pieces, kernel 5x5, stride 1, padding 0, dilation 1, mode of the network
 * (Truncate), with bias. It takes no activation function, it is one. Weights are drawn for a
 * fan-out of nOut channels.
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for an option out of
 * range, fewer than 2 pieces, an activation or images that are not NCHW, naming layer, rule and
 * value.
 *
 * <p>Paper: Goodfellow, Warde-Farley, Mirza, Courville, Bengio, Maxout networks, ICML 2013.
 */
public final class MaxoutConvolution extends AbstractConvolution {
  private final int pieces;

  private MaxoutConvolution() {
    this.pieces = 2;
  }

  private MaxoutConvolution(Builder builder) {
    super(builder);
    this.pieces = builder.pieces;
  }

  /** Pieces per channel, k. */
  public int getPieces() {
    return pieces;
  }

  @Override
  public ParamInitializer initializer() {
    return new PieceParameters(pieces);
  }

  @Override
  Layer runtime(NeuralNetConfiguration conf, DataType dataType) {
    return new MaxoutConvolutionRuntime(conf, dataType);
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return super.getOutputType(index, rules().image(input));
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    long outputs = getOutputType(-1, input).arrayElementsPerExample();
    return LayerMemory.report(this, input, pieces * outputs);
  }

  @Override
  public MaxoutConvolution clone() {
    return (MaxoutConvolution) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof MaxoutConvolution;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaxoutConvolution that && super.equals(that) && pieces == that.pieces;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), pieces);
  }

  @Override
  String furtherOptions() {
    return ", pieces=" + pieces;
  }

  /**
   * Builds a {@link MaxoutConvolution}; sizes are given as one number (square) or as height, width.
   */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends ConvolutionBuilder<Builder> {
    private int pieces = 2;

    /** A convolution with this kernel: one number for a square one, or height and width. */
    public Builder(int... kernel) {
      super(kernel);
      // The network's activation is not inherited: the layer is itself the nonlinearity.
      setActivationFn(new ActivationIdentity());
    }

    /**
     * Pieces per channel, at least 2; 2 by default.
     *
     * @return this builder
     */
    public Builder pieces(int pieces) {
      this.pieces = pieces;
      return this;
    }

    @Override
    public MaxoutConvolution build() {
      check("MaxoutConvolution");
      LayerRules rules = new LayerRules("MaxoutConvolution", getLayerName());
      rules.atLeast("pieces", 2, pieces);
      rules.noActivation(getActivationFn());
      return new MaxoutConvolution(this);
    }
  }
}
