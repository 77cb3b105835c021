/**
 * Random search. In: a space. Out: independent points, none of them twice. Depends on:
 * sweep.sampler, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.random;

import org.jspecify.annotations.NullMarked;
