/**
 * In: the sweep section of an experiment. Out: the list of trials, each with its parameters and
 * seed. Depends on config; Arbiter is named in {@code sweep.arbiter} alone.
 */
@NullMarked
package org.fathom4j.sweep;

import org.jspecify.annotations.NullMarked;
