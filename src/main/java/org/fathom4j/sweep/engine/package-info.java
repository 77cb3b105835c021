/**
 * The heart of a sweep, without threads, training or clock: what may be trained now, what becomes
 * of each trial. In: a search, its sampler and pruner, and results as they come. Out: orders and
 * endings, the same on any number of workers and after any interruption. Depends on: metrics,
 * problem, sweep.pruner, sweep.sampler, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.engine;

import org.jspecify.annotations.NullMarked;
