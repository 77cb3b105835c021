/**
 * CMA-ES. In: a space of real numbers and what was tried. Out: the next point of its population.
 * Depends on: problem, sweep.sampler, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.cmaes;

import org.jspecify.annotations.NullMarked;
