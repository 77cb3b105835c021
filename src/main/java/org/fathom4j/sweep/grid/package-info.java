/**
 * Grid search. In: a space. Out: every combination of the values that its axes list. Depends on:
 * sweep.sampler, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.grid;

import org.jspecify.annotations.NullMarked;
