/**
 * In: what was known of an experiment beforehand, and what its run found. Out: the verdict on the
 * run, which is stored with it and decides the exit code. Depends on: metrics.
 */
@NullMarked
package org.fathom4j.verdict;

import org.jspecify.annotations.NullMarked;
