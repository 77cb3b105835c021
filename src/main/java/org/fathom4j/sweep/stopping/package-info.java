/**
 * Pruners that stop: trials worse than the median, configurations worse than the best over paired
 * seeds. In: curves. Out: who ends, and why. Depends on Commons Statistics for Wilcoxon's test.
 */
@NullMarked
package org.fathom4j.sweep.stopping;

import org.jspecify.annotations.NullMarked;
