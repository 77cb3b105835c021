/**
 * Quasi-random search. In: a space. Out: points that fill it more evenly than random ones. Depends
 * on: sweep.sampler, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.sobol;

import org.jspecify.annotations.NullMarked;
