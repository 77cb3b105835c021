package org.fathom4j.sweep.pruner;

/**
 * A waiting trial that trains on.
 *
 * @param number the trial
 * @param epoch up to which
 */
public record Promotion(int number, int epoch) {}
