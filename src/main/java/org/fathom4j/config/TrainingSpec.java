package org.fathom4j.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code training} section.
 *
 * @param epochs most passes over the training examples
 * @param batch examples per step; the last batch of an epoch may be shorter
 * @param optimizer how gradients become steps
 * @param schedule how the learning rate changes over the training
 * @param weightDecay L2 penalty coefficient on weights (not biases, not slopes)
 * @param l1 L1 penalty coefficient on weights
 * @param maxNorm upper limit of the Euclidean norm of a unit's incoming weights; 0 is none
 * @param clip upper limit of the gradient's Euclidean norm by layer; 0 is none
 * @param init start of the weights: he, xavier, uniform, zero, normal(sd)
 * @param biasInit start of the biases
 * @param patience epochs without a better validation score before training stops; empty is never
 * @param classWeights how much an example of each class counts in the loss
 * @param engine auto, compiled or dl4j
 * @param precision what products are computed from
 */
public record TrainingSpec(
    int epochs,
    int batch,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    double weightDecay,
    double l1,
    double maxNorm,
    double clip,
    InitSpec init,
    double biasInit,
    OptionalInt patience,
    ClassWeights classWeights,
    Engine engine,
    Precision precision) {
  /** What computes the training step. */
  public enum Engine {
    /** The compiled step where the network can be compiled, else DL4J; the run says which. */
    AUTO,
    /** The compiled step, or an error. */
    COMPILED,
    /** DL4J's own fit. */
    DL4J
  }

  /** What products are computed from; parameters, activations and sums are of single precision. */
  public enum Precision {
    /** Single precision. */
    FLOAT,
    /** Operands rounded to bfloat16, by the compiled step. */
    BF16
  }

  /**
   * Start of the weights.
   *
   * @param kind he (normal, variance 2 / fan-in), xavier (normal, variance 2 / (fan-in + fan-out)),
   *     normal or uniform (of that scale), or zero
   * @param scale standard deviation or half width, for normal and uniform
   * @param from folder of a stored trial or run, whose network's weights come in place of these
   *     wherever a layer has the same shapes; absent: none
   */
  public record InitSpec(String kind, double scale, Optional<String> from) {
    /** Weights that are drawn. */
    public InitSpec(String kind, double scale) {
      this(kind, scale, Optional.empty());
    }
  }
}
