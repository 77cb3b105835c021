/**
 * What every pruner is: pure decisions over the learning curves of a sweep. In: the curves so far.
 * Out: which trial goes on, waits or ends. It trains nothing and keeps no state.
 */
@NullMarked
package org.fathom4j.sweep.pruner;

import org.jspecify.annotations.NullMarked;
