/**
 * The same sweeps here and in Optuna + PyTorch, side by side in one run. In: which sweeps, whether
 * Optuna takes part. Out: how long each side took from the start of its processes to their end.
 * Depends on experiment (to know what is trained, and on which examples), on processes of its own
 * command line and on a Python script; never on the command line's classes.
 */
@NullMarked
package org.fathom4j.bench.sweeps;

import org.jspecify.annotations.NullMarked;
