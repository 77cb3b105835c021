package org.fathom4j.layers.dense;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.layers.LayerMemory;
import org.fathom4j.layers.LayerRules;
import org.fathom4j.layers.Runtimes;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected layer whose units are the largest of k affine pieces.
 *
 * <pre>
 * y[n,u] = max over j = 0..k-1 of z[n, j*nOut + u],   z = x W + b
 *
 * input   x  [batch, nIn]
 * weights W  [nIn, k * nOut],  b [k * nOut];  column j*nOut + u is piece j of unit u
 * output  y  [batch, nOut]
 * </pre>
 *
 * <p>Training and inference differ only by dropout on the input and weight noise. A mask [batch, 1]
 * sets the outputs of masked examples to zero. The gradient of a unit goes to its largest piece, to
 * the first among equals.
 *
 * <p>Defaults: 2 pieces, with bias, weight initialization of the network with fan-out nOut. It
 * takes no activation function, it is one; with 2 pieces it can copy ReLU, |z|, leaky ReLU and
 * PReLU.
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for nOut below 1,
 * fewer than 2 pieces or an activation, naming layer, rule and value.
 *
 * <p>Paper: Goodfellow, Warde-Farley, Mirza, Courville, Bengio, Maxout networks, ICML 2013.
 */
public final class Maxout extends FeedForwardLayer {
  private final int pieces;
  private final boolean hasBias;

  private Maxout() {
    this.pieces = 2;
    this.hasBias = true;
  }

  private Maxout(Builder builder) {
    super(builder);
    this.pieces = builder.pieces;
    this.hasBias = builder.hasBias;
    initializeConstraints(builder);
  }

  /** Affine pieces per unit, k. */
  public int getPieces() {
    return pieces;
  }

  /** Whether b is added. */
  public boolean isHasBias() {
    return hasBias;
  }

  @Override
  public ParamInitializer initializer() {
    return new DenseParameters(pieces, hasBias);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    LayerRules rules = new LayerRules("Maxout", getLayerName());
    rules.atLeast("nIn", 1, getNIn());
    rules.atLeast("nOut", 1, getNOut());
    var wiring = new Runtimes.Wiring(conf, listeners, index, parameters, initialize);
    return Runtimes.wire(new MaxoutRuntime(conf, dataType), initializer(), wiring);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return LayerMemory.report(this, input, pieces * getNOut());
  }

  @Override
  public Maxout clone() {
    return (Maxout) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof Maxout;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Maxout that
        && super.equals(that)
        && pieces == that.pieces
        && hasBias == that.hasBias;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), pieces, hasBias);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Maxout(name=%s, nIn=%d, nOut=%d, pieces=%d, bias=%b)",
        getLayerName(),
        getNIn(),
        getNOut(),
        pieces,
        hasBias);
  }

  /** Builds a {@link Maxout}. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private int pieces = 2;
    private boolean hasBias = true;

    /** A maxout layer of 2 pieces. */
    public Builder() {
      // The network's activation is not inherited: the layer is itself the nonlinearity.
      setActivationFn(new ActivationIdentity());
    }

    /**
     * Affine pieces per unit, at least 2; 2 by default.
     *
     * @return this builder
     */
    public Builder pieces(int pieces) {
      this.pieces = pieces;
      return this;
    }

    /**
     * Whether to add b, true by default.
     *
     * @return this builder
     */
    public Builder hasBias(boolean hasBias) {
      this.hasBias = hasBias;
      return this;
    }

    @Override
    public Maxout build() {
      LayerRules rules = new LayerRules("Maxout", getLayerName());
      rules.atLeast("nOut", 1, getNOut());
      rules.atLeast("pieces", 2, pieces);
      rules.noActivation(getActivationFn());
      return new Maxout(this);
    }
  }
}
