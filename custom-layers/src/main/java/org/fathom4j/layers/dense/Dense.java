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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected layer.
 *
 * <pre>
 * y = f(x W + b)
 *
 * input   x  [batch, nIn]
 * weights W  [nIn, nOut],  b [nOut]
 * output  y  [batch, nOut]
 * </pre>
 *
 * <p>Training and inference differ only by dropout on the input and weight noise. A mask [batch, 1]
 * sets the outputs of masked examples to zero.
 *
 * <p>Defaults: with bias, activation and weight initialization of the network.
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for nOut below 1,
 * naming layer, rule and value.
 *
 * <p>Same parameters, order and results as DL4J's DenseLayer. Paper: Rosenblatt, The perceptron,
 * 1958.
 */
public final class Dense extends FeedForwardLayer {
  private final boolean hasBias;

  private Dense() {
    this.hasBias = true;
  }

  private Dense(Builder builder) {
    super(builder);
    this.hasBias = builder.hasBias;
    initializeConstraints(builder);
  }

  /** Whether b is added. */
  public boolean isHasBias() {
    return hasBias;
  }

  @Override
  public ParamInitializer initializer() {
    return new DenseParameters(1, hasBias);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    LayerRules rules = new LayerRules("Dense", getLayerName());
    rules.atLeast("nIn", 1, getNIn());
    rules.atLeast("nOut", 1, getNOut());
    var wiring = new Runtimes.Wiring(conf, listeners, index, parameters, initialize);
    return Runtimes.wire(new DenseRuntime<Dense>(conf, dataType, hasBias), initializer(), wiring);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return LayerMemory.report(this, input, getNOut());
  }

  @Override
  public Dense clone() {
    return (Dense) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof Dense;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dense that && super.equals(that) && hasBias == that.hasBias;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), hasBias);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Dense(name=%s, nIn=%d, nOut=%d, bias=%b, activation=%s)",
        getLayerName(),
        getNIn(),
        getNOut(),
        hasBias,
        getActivationFn());
  }

  /** Builds a {@link Dense}. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private boolean hasBias = true;

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
    public Dense build() {
      new LayerRules("Dense", getLayerName()).atLeast("nOut", 1, getNOut());
      return new Dense(this);
    }
  }
}
