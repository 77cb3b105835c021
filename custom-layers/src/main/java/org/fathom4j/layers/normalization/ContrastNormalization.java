package org.fathom4j.layers.normalization;

import java.util.Locale;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.fathom4j.layers.LayerRules;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Local contrast normalization: subtracts the local mean and divides by the local standard
 * deviation.
 *
 * <pre>
 * v     = x - m,            m[n,i,j] = sum over c,p,q of w[p,q] x[n, c, i+p, j+q]
 * s     = sqrt( sum over c,p,q of w[p,q] v[n, c, i+p, j+q]^2 )
 * y     = v / max(s, mean of s over the image, floor)
 * w     Gaussian of the distance to the cell, the weights of a window (all channels, cells inside the image) of sum 1
 *
 * input and output x, y  [batch, channels, height, width];  no weights to learn
 * </pre>
 *
 * <p>Training and inference differ only by dropout on the input. Masks pass through.
 *
 * <p>Defaults: window 9x9, sigma a quarter of the window, floor 1e-4 (it only matters for constant
 * images).
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for a window that is
 * even or below 3, sigma or floor not above 0, images that are not NCHW, naming layer, rule and
 * value.
 *
 * <p>Paper: Jarrett, Kavukcuoglu, Ranzato, LeCun, What is the best multi-stage architecture for
 * object recognition?, ICCV 2009, section 2.1.
 */
public final class ContrastNormalization extends LocalNormalization {
  private static final int DEFAULT_WINDOW = 9;
  private static final double SIGMA_PER_WINDOW = 0.25;
  private static final double DEFAULT_FLOOR = 1e-4;

  private final double sigma;
  private final double floor;

  private ContrastNormalization() {
    super(DEFAULT_WINDOW);
    this.sigma = SIGMA_PER_WINDOW * DEFAULT_WINDOW;
    this.floor = DEFAULT_FLOOR;
  }

  private ContrastNormalization(Builder builder, double sigma) {
    super(builder, builder.window);
    this.sigma = sigma;
    this.floor = builder.floor;
  }

  /** Standard deviation of the window's Gaussian, in cells. */
  public double getSigma() {
    return sigma;
  }

  /** The least divisor. */
  public double getFloor() {
    return floor;
  }

  @Override
  Layer runtime(NeuralNetConfiguration conf, DataType dataType) {
    return new ContrastNormalizationRuntime(conf, dataType);
  }

  @Override
  public ContrastNormalization clone() {
    return (ContrastNormalization) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof ContrastNormalization;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContrastNormalization that
        && super.equals(that)
        && Double.compare(sigma, that.sigma) == 0
        && Double.compare(floor, that.floor) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), sigma, floor);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ContrastNormalization(name=%s, window=%d, sigma=%s, floor=%s)",
        getLayerName(),
        getWindow(),
        sigma,
        floor);
  }

  /** Builds a {@link ContrastNormalization}. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.Layer.Builder<Builder> {
    private int window = DEFAULT_WINDOW;
    private @Nullable Double sigma;
    private double floor = DEFAULT_FLOOR;

    /**
     * Height and width of the window, odd and at least 3; 9 by default.
     *
     * @return this builder
     */
    public Builder window(int window) {
      this.window = window;
      return this;
    }

    /**
     * Standard deviation of the Gaussian in cells, above 0; a quarter of the window by default.
     *
     * @return this builder
     */
    public Builder sigma(double sigma) {
      this.sigma = sigma;
      return this;
    }

    /**
     * The least divisor, above 0; 1e-4 by default.
     *
     * @return this builder
     */
    public Builder floor(double floor) {
      this.floor = floor;
      return this;
    }

    @Override
    public ContrastNormalization build() {
      LayerRules rules = new LayerRules("ContrastNormalization", getLayerName());
      LocalNormalization.checkWindow(rules, window);
      double width = sigma == null ? SIGMA_PER_WINDOW * window : sigma;
      rules.positive("sigma", width);
      rules.positive("floor", floor);
      return new ContrastNormalization(this, width);
    }
  }
}
