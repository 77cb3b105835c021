package org.fathom4j.trial;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.training.Budget;

/**
 * A trial as data: all that decides its figures, but for the machine. It can be stored, sent to
 * another process and compared; whoever runs it binds it anew.
 *
 * @param number from 1, in the order of the sweep
 * @param parameters swept and solved parameters, in the order of the file: texts, booleans and
 *     numbers (Integer, Long, BigInteger, Double)
 * @param seed of weights, order and dropout
 * @param fold of the data, from 1; 0 where the data is split once
 * @param budget the epochs to train now
 * @param experiment the experiment's YAML with preset and overrides in place
 * @param hash SHA-256 of {@code experiment}, in hexadecimal
 */
public record TrialJob(
    int number,
    Map<String, Object> parameters,
    long seed,
    int fold,
    Budget budget,
    String experiment,
    String hash) {
  /**
   * Copies the parameters, in order.
   *
   * @throws IllegalArgumentException if the hash is of another experiment, or a parameter is
   *     neither text, boolean nor number
   */
  public TrialJob {
    if (!hash.equals(ExperimentFile.hashOf(experiment))) {
      throw new IllegalArgumentException("the hash is not the experiment's");
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    parameters.forEach(TrialJob::check);
  }

  private static void check(String name, Object value) {
    boolean plain =
        value instanceof String
            || value instanceof Boolean
            || value instanceof Integer
            || value instanceof Long
            || value instanceof BigInteger
            || value instanceof Double;
    if (!plain) {
      throw new IllegalArgumentException(
          "parameter " + name + " is neither text, boolean nor number: " + value);
    }
  }

  /** The job of a trial of this experiment. */
  public static TrialJob of(PlannedTrial trial, Budget budget, ExperimentFile experiment) {
    String resolved = experiment.resolved();
    return new TrialJob(
        trial.number(),
        trial.parameters(),
        trial.seed(),
        trial.fold(),
        budget,
        resolved,
        ExperimentFile.hashOf(resolved));
  }

  /** Number, parameters, seed and fold. */
  public PlannedTrial planned() {
    return new PlannedTrial(number, parameters, seed, fold);
  }

  /** One JSON object, on one line. */
  public String toJson() {
    return TrialJobJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote: the same job, numbers of the same type.
   *
   * @throws IllegalArgumentException naming what is wrong: no JSON, a field missing or unknown, a
   *     value of the wrong kind
   */
  public static TrialJob fromJson(String json) {
    return TrialJobJson.read(json);
  }
}
