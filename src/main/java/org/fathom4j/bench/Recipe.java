package org.fathom4j.bench;

/**
 * How a {@link BenchNet} is trained: what every side sets alike.
 *
 * @param updater what moves the parameters
 * @param loss the end of the network
 * @param masked whether every fourth example is left out by a mask of labels
 * @param maxNorm largest norm of a unit's incoming weights, 0 for no limit
 */
public record Recipe(Updater updater, Loss loss, boolean masked, double maxNorm) {
  /** Nesterov's momentum and softmax under cross-entropy, no mask, no limit. */
  public static final Recipe USUAL = new Recipe(Updater.NESTEROVS, Loss.SOFTMAX, false, 0);

  /** What moves the parameters. */
  public enum Updater {
    /** Nesterov's momentum. */
    NESTEROVS,
    /** RMSProp. */
    RMSPROP,
    /** AdaGrad. */
    ADAGRAD
  }

  /** The end of the network. */
  public enum Loss {
    /** Softmax under cross-entropy. */
    SOFTMAX,
    /** A sigmoid for each output, under binary cross-entropy summed over the outputs. */
    XENT,
    /** Outputs as they are, under the mean of squared errors. */
    MSE
  }

  Recipe with(Updater other) {
    return new Recipe(other, loss, masked, maxNorm);
  }

  Recipe with(Loss other) {
    return new Recipe(updater, other, masked, maxNorm);
  }

  Recipe withMask() {
    return new Recipe(updater, loss, true, maxNorm);
  }

  Recipe withMaxNorm(double limit) {
    return new Recipe(updater, loss, masked, limit);
  }
}
