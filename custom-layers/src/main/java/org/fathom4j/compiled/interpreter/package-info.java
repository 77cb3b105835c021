/**
 * The graph's meaning in plain Java: one obvious method an operation, row-major, sums in double.
 * Slow; what other backends are held to, and a road where no library of kernels loads.
 *
 * <p>In: a graph. Out: a program that runs it step by step. Depends on: compiled.backend,
 * compiled.graph.
 */
@NullMarked
package org.fathom4j.compiled.interpreter;

import org.jspecify.annotations.NullMarked;
