package org.fathom4j.layers.normalization;

import java.util.Locale;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.fathom4j.layers.LayerRules;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Subtracts the mean of the cells around each cell.
 *
 * <pre>
 * y[n,c,i,j] = x[n,c,i,j] - mean over d and the window's cells p,q inside the image of x[n, d, i+p, j+q]
 * d runs over all channels, or is c alone where acrossChannels is false
 *
 * input and output x, y  [batch, channels, height, width];  no weights
 * </pre>
 *
 * <p>Training and inference differ only by dropout on the input. Masks pass through.
 *
 * <p>Defaults: window 3x3, across channels.
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for a window that is
 * even or below 3 or for images that are not NCHW, naming layer, rule and value.
 *
 * <p>Paper: the first half of {@link ContrastNormalization} with equal weights, as in Goodfellow,
 * Bulatov, Ibarz, Arnoud, Shet, Multi-digit number recognition from Street View imagery, ICLR 2014,
 * section 5.1 (3x3, size kept). That paper does not say whether channels are taken together;
 * Jarrett et al. 2009, who defined the operation, do.
 */
public final class SubtractiveNormalization extends LocalNormalization {
  private static final int DEFAULT_WINDOW = 3;

  private final boolean acrossChannels;

  private SubtractiveNormalization() {
    super(DEFAULT_WINDOW);
    this.acrossChannels = true;
  }

  private SubtractiveNormalization(Builder builder) {
    super(builder, builder.window);
    this.acrossChannels = builder.acrossChannels;
  }

  /** Whether the mean is taken over all channels. */
  public boolean isAcrossChannels() {
    return acrossChannels;
  }

  @Override
  Layer runtime(NeuralNetConfiguration conf, DataType dataType) {
    return new SubtractiveNormalizationRuntime(conf, dataType);
  }

  @Override
  public SubtractiveNormalization clone() {
    return (SubtractiveNormalization) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SubtractiveNormalization;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SubtractiveNormalization that
        && super.equals(that)
        && acrossChannels == that.acrossChannels;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), acrossChannels);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "SubtractiveNormalization(name=%s, window=%d, acrossChannels=%b)",
        getLayerName(),
        getWindow(),
        acrossChannels);
  }

  /** Builds a {@link SubtractiveNormalization}. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private int window = DEFAULT_WINDOW;
    private boolean acrossChannels = true;

    /**
     * Height and width of the window, odd and at least 3; 3 by default.
     *
     * @return this builder
     */
    public Builder window(int window) {
      this.window = window;
      return this;
    }

    /**
     * Whether the mean is taken over all channels, true by default, or over each on its own.
     *
     * @return this builder
     */
    public Builder acrossChannels(boolean acrossChannels) {
      this.acrossChannels = acrossChannels;
      return this;
    }

    @Override
    public SubtractiveNormalization build() {
      LocalNormalization.checkWindow(
          new LayerRules("SubtractiveNormalization", getLayerName()), window);
      return new SubtractiveNormalization(this);
    }
  }
}
