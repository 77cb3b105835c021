/**
 * In: a trial as data ({@link org.fathom4j.trial.TrialJob}), which can be stored and sent. Out:
 * what it is bound to where it runs (its training section, its data's plan and its network's,
 * closed) and, trained by a {@link org.fathom4j.trial.TrialExecutor}, its events. Depends on:
 * compiled, config, data, event, metrics, network, problem, sweep, tracking, training.
 */
@NullMarked
package org.fathom4j.trial;

import org.jspecify.annotations.NullMarked;
