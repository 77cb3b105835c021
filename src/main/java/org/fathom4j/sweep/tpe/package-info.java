/**
 * The tree-structured Parzen estimator. In: a space and what was tried. Out: the point at which
 * good results are most likely against bad ones. Depends on: metrics, sweep.sampler, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.tpe;

import org.jspecify.annotations.NullMarked;
