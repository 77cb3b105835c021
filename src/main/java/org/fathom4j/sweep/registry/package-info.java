/**
 * Every sampler by its name, and the automatic choice among them. The one place to add a line for a
 * new sampler. Depends on: config, sweep.arbiter, sweep.cmaes, sweep.grid, sweep.random,
 * sweep.sampler, sweep.sobol, sweep.space, sweep.tpe.
 */
@NullMarked
package org.fathom4j.sweep.registry;

import org.jspecify.annotations.NullMarked;
