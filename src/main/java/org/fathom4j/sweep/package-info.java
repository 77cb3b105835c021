/**
 * In: the sweep section of an experiment. Out: the list of trials, each with its parameters and
 * seed. Depends on config; Arbiter is named in {@code sweep.arbiter} alone. Beside it, and not yet
 * asked by a running sweep: spaces as data ({@code sweep.space}), samplers ({@code sweep.sampler}
 * and a package each), pruners ({@code sweep.pruner}, {@code sweep.asha}, {@code sweep.stopping}),
 * and the engine that joins them ({@code sweep.engine}).
 */
@NullMarked
package org.fathom4j.sweep;

import org.jspecify.annotations.NullMarked;
