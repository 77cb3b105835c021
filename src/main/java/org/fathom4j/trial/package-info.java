/**
 * In: a trial as data ({@link org.fathom4j.trial.TrialJob}), which can be stored and sent. Out:
 * what it is bound to where it runs: its training section, its data's plan and its network's,
 * closed. Depends on config, data, network, sweep and training.
 */
@NullMarked
package org.fathom4j.trial;

import org.jspecify.annotations.NullMarked;
