/**
 * Spaces of parameters as immutable data: axes, conditions, constraints, and points of them. In:
 * nothing but config's exceptions. Out: what samplers draw from and what a trial is made of.
 * Depends on: problem.
 */
@NullMarked
package org.fathom4j.sweep.space;

import org.jspecify.annotations.NullMarked;
