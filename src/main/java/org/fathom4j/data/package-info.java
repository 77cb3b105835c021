/**
 * In: the data section of an experiment. Out: examples, split and ready to be read in batches.
 * Depends on: config, data.fetch, metrics, problem.
 */
@NullMarked
package org.fathom4j.data;

import org.jspecify.annotations.NullMarked;
