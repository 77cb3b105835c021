package org.fathom4j.bench.sweeps;

/**
 * What a trial takes beside its epochs, in seconds: all that is the sweep's, from its data to its
 * report, shared among its trials.
 *
 * @param process in one process
 * @param workers with a worker process
 */
public record Overhead(double process, double workers) {}
