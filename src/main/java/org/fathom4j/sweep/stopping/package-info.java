/**
 * Pruners that stop: trials worse than the median, configurations worse than the best over paired
 * seeds. In: curves. Out: who ends, and why. Depends on: metrics, problem, sweep.pruner,
 * sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.stopping;

import org.jspecify.annotations.NullMarked;
