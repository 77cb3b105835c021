/**
 * Arbiter's parameter spaces and generators beside ours, without its runner; configurations that
 * were written for it run in {@code experiment.arbiter}. In: a space of parameters. Out: points of
 * it. Depends on: metrics, sweep.sampler, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.arbiter;

import org.jspecify.annotations.NullMarked;
