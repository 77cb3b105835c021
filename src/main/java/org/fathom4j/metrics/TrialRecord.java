package org.fathom4j.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One trial: one network trained from one seed.
 *
 * @param number from 1, in the order of the sweep; also the name of its folder
 * @param parameters the sweep's parameters of this trial, solved ones included, in the order of the
 *     file; numbers, strings or booleans
 * @param seed the seed of weights, order and dropout; equal seeds pair trials across arms
 * @param fold of the data, from 1, whose examples it is tested on; 0 where the data is split once
 * @param state how it ended
 * @param cause why it failed or diverged, else empty
 * @param networkParameters trainable numbers of the network
 * @param engine what trained it, such as {@code compiled/onednn} or {@code dl4j}; empty before
 *     training
 * @param epochs what each epoch measured, in order
 * @param results by {@link Metric} name: the chosen epoch's and the test's; empty unless complete
 * @param seconds from start to end
 */
public record TrialRecord(
    int number,
    Map<String, Object> parameters,
    long seed,
    int fold,
    TrialState state,
    String cause,
    long networkParameters,
    String engine,
    List<EpochRecord> epochs,
    Map<String, Double> results,
    double seconds) {
  /** Copies the collections. */
  public TrialRecord {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    epochs = List.copyOf(epochs);
    results = Collections.unmodifiableMap(new TreeMap<>(results));
  }

  /** What this trial is judged by on the test data; empty where nothing was tested. */
  public Optional<Quantity> judgedBy(String objective) {
    return Quantity.judging(objective).stream()
        .filter(quantity -> Double.isFinite(result(quantity.on("test"))))
        .findFirst();
  }

  /** The result of that name, or NaN where there is none. */
  public double result(String metric) {
    return results.getOrDefault(metric, Double.NaN);
  }

  /** This trial with these epochs. */
  public TrialRecord withEpochs(List<EpochRecord> others) {
    return new TrialRecord(
        number,
        parameters,
        seed,
        fold,
        state,
        cause,
        networkParameters,
        engine,
        others,
        results,
        seconds);
  }

  /** This trial under another number, with other parameters. */
  public TrialRecord as(int other, Map<String, Object> others) {
    return new TrialRecord(
        other,
        others,
        seed,
        fold,
        state,
        cause,
        networkParameters,
        engine,
        epochs,
        results,
        seconds);
  }

  /** This trial in another state, without results. */
  public TrialRecord in(TrialState other, String why, double soFar) {
    return new TrialRecord(
        number,
        parameters,
        seed,
        fold,
        other,
        why,
        networkParameters,
        engine,
        epochs,
        Map.of(),
        soFar);
  }
}
