/**
 * What runs a graph: the contract between the compiler and a library of kernels.
 *
 * <p>In: a {@link org.fathom4j.compiled.graph.Graph} and the vectors it works on. Out: a runnable
 * program. Depends on: compiled.graph.
 */
@NullMarked
package org.fathom4j.compiled.backend;

import org.jspecify.annotations.NullMarked;
