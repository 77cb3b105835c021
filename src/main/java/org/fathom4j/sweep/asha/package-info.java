/**
 * Successive halving: many trials begin, the best of each rung go on. In: curves. Out: promotions.
 * ASHA does not wait, Hyperband does. Depends on: metrics, problem, sweep.pruner.
 */
@NullMarked
package org.fathom4j.sweep.asha;

import org.jspecify.annotations.NullMarked;
