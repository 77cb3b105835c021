package org.fathom4j.sweep.engine;

import org.fathom4j.metrics.TrialState;

/**
 * The end of a trial, as the engine sees it. What was kept for going on with it is not needed any
 * more.
 *
 * @param number the trial
 * @param state how it ended
 * @param cause why it was pruned, failed or diverged, else empty
 */
public record Ending(int number, TrialState state, String cause) {}
