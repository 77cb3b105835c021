/**
 * Samplers on recorded tables: searches in which a trial is looked up instead of trained. In:
 * tables that a Python script wrote to the cache. Out: how far from each table's best every sampler
 * stays. Depends on: bench, metrics, problem, sweep.
 */
@NullMarked
package org.fathom4j.bench.tables;

import org.jspecify.annotations.NullMarked;
