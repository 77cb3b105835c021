/**
 * The same sweeps here and in Optuna + PyTorch, or alone and watched, side by side in one run. In:
 * which sweeps, whether Optuna takes part. Out: how long each side took. Ours runs as a process of
 * its own command line, theirs as a Python script. Depends on: bench, config, data, experiment,
 * metrics, network, problem, tracking, trial.
 */
@NullMarked
package org.fathom4j.bench.sweeps;

import org.jspecify.annotations.NullMarked;
