package org.fathom4j.tracking.local;

import org.fathom4j.metrics.Outcome;

/**
 * How a stored sweep ended.
 *
 * @param outcome finished, failed or interrupted
 * @param bestTrial number of the best trial, or 0
 */
public record Ending(Outcome outcome, int bestTrial) {}
