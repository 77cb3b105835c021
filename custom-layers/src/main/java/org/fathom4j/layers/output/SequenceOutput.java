package org.fathom4j.layers.output;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.fathom4j.layers.LayerMemory;
import org.fathom4j.layers.LayerRules;
import org.fathom4j.layers.Runtimes;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The output layer of a network that reads a whole number of up to N digits: six softmaxes on
 * shared features.
 *
 * <pre>
 * z = x W + b;   P(L) = softmax(z[0 .. N+1]),   P(S_i) = softmax(z of digit i)
 * loss = - log P(L = n) - sum over i = 1..min(n, N) of log P(S_i = s_i)
 *
 * input   x       [batch, nIn]
 * weights W       [nIn, N + 2 + N * classes],  b [N + 2 + N * classes]
 * output          [batch, N + 2 + N * classes]: P(L) for 0, 1, ..., N and "more than N", then P(S_1), ..., P(S_N)
 * labels          [batch, 1 + N]: the length's class, then the digits
 * </pre>
 *
 * <p>Training and inference differ only by dropout on the input and weight noise. Digits beyond the
 * length are ignored, whatever their labels hold, and get no gradient. A labels mask [batch, 1]
 * weighs examples. {@link SequenceDecoder} turns the output into numbers.
 *
 * <p>Defaults: N = 5 digits of 10 classes (57 outputs), with bias. Loss and activation are its own.
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for fewer than 1
 * digit, fewer than 2 classes or another nOut, naming layer, rule and value; {@link
 * IllegalArgumentException} for labels of another shape or out of range, naming the example.
 *
 * <p>Paper: Goodfellow, Bulatov, Ibarz, Arnoud, Shet, Multi-digit number recognition from Street
 * View imagery using deep convolutional neural networks, ICLR 2014 (arXiv 1312.6082), section 4 and
 * appendix A.
 */
public final class SequenceOutput extends BaseOutputLayer {
  private final int digits;
  private final int classes;

  private SequenceOutput() {
    this.digits = Builder.DEFAULT_DIGITS;
    this.classes = Builder.DEFAULT_CLASSES;
  }

  private SequenceOutput(Builder builder) {
    super(builder);
    this.digits = builder.digits;
    this.classes = builder.classes;
    setActivationFn(new SequenceSoftmax(digits, classes));
    setLossFn(new SequenceLoss(digits, classes));
    setNOut(heads().outputs());
    initializeConstraints(builder);
  }

  /** The longest number that is read, N. */
  public int getDigits() {
    return digits;
  }

  /** Values of a digit. */
  public int getClasses() {
    return classes;
  }

  private SequenceHeads heads() {
    return new SequenceHeads(digits, classes);
  }

  @Override
  public ParamInitializer initializer() {
    return DefaultParamInitializer.getInstance();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType dataType) {
    LayerRules rules = new LayerRules("SequenceOutput", getLayerName());
    rules.atLeast("nIn", 1, getNIn());
    if (getNOut() != heads().outputs()) {
      throw rules.broken(
          "nOut must be %d for %d digits of %d classes, got %d"
              .formatted(heads().outputs(), digits, classes, getNOut()));
    }
    var wiring = new Runtimes.Wiring(conf, listeners, index, parameters, initialize);
    return Runtimes.wire(new SequenceOutputRuntime(conf, dataType), initializer(), wiring);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return LayerMemory.report(this, input, getNOut());
  }

  @Override
  public SequenceOutput clone() {
    return (SequenceOutput) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceOutput;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SequenceOutput that
        && super.equals(that)
        && heads().equals(that.heads());
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), digits, classes);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "SequenceOutput(name=%s, nIn=%d, nOut=%d, digits=%d, classes=%d, bias=%b)",
        getLayerName(),
        getNIn(),
        getNOut(),
        digits,
        classes,
        hasBias());
  }

  /** Builds a {@link SequenceOutput}. */
  @SuppressWarnings("unchecked") // DL4J declares build() with a free type variable
  public static final class Builder extends BaseOutputLayer.Builder<Builder> {
    private static final int DEFAULT_DIGITS = 5;
    private static final int DEFAULT_CLASSES = 10;

    private int digits = DEFAULT_DIGITS;
    private int classes = DEFAULT_CLASSES;

    /**
     * The longest number that is read, at least 1; 5 by default.
     *
     * @return this builder
     */
    public Builder digits(int digits) {
      this.digits = digits;
      return this;
    }

    /**
     * Values of a digit, at least 2; 10 by default.
     *
     * @return this builder
     */
    public Builder classes(int classes) {
      this.classes = classes;
      return this;
    }

    @Override
    public SequenceOutput build() {
      LayerRules rules = new LayerRules("SequenceOutput", getLayerName());
      rules.atLeast("digits", 1, digits);
      rules.atLeast("classes", 2, classes);
      int outputs = new SequenceHeads(digits, classes).outputs();
      if (getNOut() != 0 && getNOut() != outputs) {
        throw rules.broken(
            "nOut must be left out or %d for %d digits of %d classes, got %d"
                .formatted(outputs, digits, classes, getNOut()));
      }
      return new SequenceOutput(this);
    }
  }
}
