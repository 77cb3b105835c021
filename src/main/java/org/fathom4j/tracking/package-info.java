/**
 * In: events of a running sweep. Out: stored runs; see the packages within. Depends on: nothing of
 * Fathom4j.
 */
@NullMarked
package org.fathom4j.tracking;

import org.jspecify.annotations.NullMarked;
