/**
 * In: the sweep section of an experiment. Out: the list of trials, each with its parameters and
 * seed. Arbiter is named in {@code sweep.arbiter} alone. What a sweep that decides on its way is
 * made of lies in packages within: spaces as data ({@code sweep.space}), samplers ({@code
 * sweep.sampler} and a package each), pruners ({@code sweep.pruner}, {@code sweep.asha}, {@code
 * sweep.stopping}), and the engine that joins them ({@code sweep.engine}). Depends on: config,
 * sweep.sampler, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep;

import org.jspecify.annotations.NullMarked;
