package org.fathom4j.layers.rectifier;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.layers.LayerMemory;
import org.fathom4j.layers.LayerRules;
import org.fathom4j.layers.Runtimes;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A rectifier whose slope for negative values is learned (PReLU).
 *
 * <pre>
 * y = max(0, x) + a * min(0, x);   dL/da = sum over the values that share a of dL/dy * min(0, x)
 *
 * input and output x, y  [batch, nIn], [batch, channels, height, width] or [batch, features, time]
 * slopes  a  [channels * height * width] per unit, [channels] per channel, [1] shared
 * </pre>
 *
 * <p>Training and inference are the same, but for dropout on the input. L1, L2 and weight decay
 * never apply to the slopes: they would pull them towards ReLU. Slopes are not bounded. A mask
 * passes through unchanged.
 *
 * <p>Defaults: one slope per channel (without images: per unit), start 0.25. It takes no activation
 * function, it is one.
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for a start that is
 * not finite or an activation, naming layer, rule and value.
 *
 * <p>Paper: He, Zhang, Ren, Sun, Delving deep into rectifiers, ICCV 2015.
 */
public final class ParametricRectifier extends FeedForwardLayer {
  private final Slopes slopes;
  private final double start;
  // Cells of one channel, 1 without images; known once the input type is.
  private long cells = 1;

  private ParametricRectifier() {
    this.slopes = Slopes.PER_CHANNEL;
    this.start = Builder.DEFAULT_START;
  }

  private ParametricRectifier(Builder builder) {
    super(builder);
    this.slopes = builder.slopes;
    this.start = builder.start;
    initializeConstraints(builder);
  }

  /** Which outputs share a slope. */
  public Slopes getSlopes() {
    return slopes;
  }

  /** The slopes' value before training. */
  public double getStart() {
    return start;
  }

  /** Height times width of a channel, 1 where the input is not images. */
  public long getCells() {
    return cells;
  }

  /** How many slopes the layer has. */
  long slopeCount() {
    return switch (slopes) {
      case PER_UNIT -> getNIn() * cells;
      case PER_CHANNEL -> getNIn();
      case SHARED -> 1;
    };
  }

  @Override
  public ParamInitializer initializer() {
    return new SlopeParameters();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    new LayerRules("ParametricRectifier", getLayerName()).atLeast("nIn", 1, getNIn());
    var wiring = new Runtimes.Wiring(conf, listeners, index, parameters, initialize);
    return Runtimes.wire(new ParametricRectifierRuntime(conf, dataType), initializer(), wiring);
  }

  @Override
  public void setNIn(@Nullable InputType input, boolean override) {
    if (input instanceof InputType.InputTypeConvolutional) {
      var image = new LayerRules("ParametricRectifier", getLayerName()).image(input);
      if (getNIn() <= 0 || override) {
        setNIn(image.getChannels());
      }
      cells = image.getHeight() * image.getWidth();
    } else {
      super.setNIn(input, override);
      setNIn(getNIn());
      cells = 1;
    }
  }

  @Override
  public void setNIn(long nIn) {
    super.setNIn(nIn);
    super.setNOut(nIn);
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return input;
  }

  @Override
  public @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public @Nullable List<Regularization> getRegularizationByParam(String name) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return LayerMemory.report(this, input, 0);
  }

  @Override
  public ParametricRectifier clone() {
    return (ParametricRectifier) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof ParametricRectifier;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParametricRectifier that
        && super.equals(that)
        && slopes == that.slopes
        && Double.compare(start, that.start) == 0
        && cells == that.cells;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), slopes, start, cells);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ParametricRectifier(name=%s, nIn=%d, slopes=%s, start=%s)",
        getLayerName(),
        getNIn(),
        slopes,
        start);
  }

  /** Builds a {@link ParametricRectifier}. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    /** The start of the paper. */
    public static final double DEFAULT_START = 0.25;

    private Slopes slopes = Slopes.PER_CHANNEL;
    private double start = DEFAULT_START;

    /** A rectifier with one slope per channel that starts at 0.25. */
    public Builder() {
      setActivationFn(new ActivationIdentity());
    }

    /**
     * Which outputs share a slope, {@link Slopes#PER_CHANNEL} by default.
     *
     * @return this builder
     */
    public Builder slopes(Slopes slopes) {
      this.slopes = slopes;
      return this;
    }

    /**
     * The slopes' value before training, 0.25 by default.
     *
     * @return this builder
     */
    public Builder start(double start) {
      this.start = start;
      return this;
    }

    @Override
    public ParametricRectifier build() {
      LayerRules rules = new LayerRules("ParametricRectifier", getLayerName());
      rules.finite("start", start);
      rules.noActivation(getActivationFn());
      return new ParametricRectifier(this);
    }
  }
}
