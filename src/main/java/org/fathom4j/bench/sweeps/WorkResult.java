package org.fathom4j.bench.sweeps;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long both sides took for a work.
 *
 * @param work its name
 * @param trials of it
 * @param fathom seconds, the median over the rounds
 * @param fathomScore mean of the trials' best validation accuracies
 * @param optuna Optuna and PyTorch in their best form; empty where they took no part
 * @param overhead measured of works with small trials
 */
public record WorkResult(
    String work,
    int trials,
    double fathom,
    double fathomScore,
    Optional<Peer> optuna,
    Optional<Overhead> overhead) {

  /**
   * Optuna's side.
   *
   * @param seconds the median over the rounds
   * @param score mean of the trials' best validation accuracies
   * @param form processes, threads and mode
   * @param software names and versions of the libraries
   */
  public record Peer(double seconds, double score, String form, String software) {}

  /** Ours over theirs; empty where they took no part. */
  public OptionalDouble ratio() {
    return optuna
        .map(peer -> OptionalDouble.of(fathom / peer.seconds()))
        .orElse(OptionalDouble.empty());
  }
}
