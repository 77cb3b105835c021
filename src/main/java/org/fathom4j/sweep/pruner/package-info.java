/**
 * What every pruner is: pure decisions over the learning curves of a sweep. In: the curves so far.
 * Out: which trial goes on, waits or ends. It trains nothing and keeps no state. Depends on:
 * metrics, sweep.space.
 */
@NullMarked
package org.fathom4j.sweep.pruner;

import org.jspecify.annotations.NullMarked;
