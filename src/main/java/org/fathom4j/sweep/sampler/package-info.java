/**
 * What every sampler is: asked for a point, given the history; told every result. In: a space and
 * what was tried in it. Out: the next point. Samplers have a package each; all of them are listed
 * in {@code sweep.registry}. Depends on: metrics, problem, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.sampler;

import org.jspecify.annotations.NullMarked;
