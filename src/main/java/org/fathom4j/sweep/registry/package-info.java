/**
 * Every sampler by its name, the automatic choice among them, and every pruner. The one place to
 * add a line for a new sampler. Depends on: config, problem, sweep.arbiter, sweep.asha,
 * sweep.cmaes, sweep.grid, sweep.pruner, sweep.random, sweep.sampler, sweep.sobol, sweep.space,
 * sweep.stopping, sweep.tpe.
 */
@NullMarked
package org.fathom4j.sweep.registry;

import org.jspecify.annotations.NullMarked;
