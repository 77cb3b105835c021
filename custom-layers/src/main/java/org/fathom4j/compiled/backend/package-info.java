/**
 * What runs a graph: the contract between the compiler and a library of kernels.
 *
 * <p>In: a {@link org.fathom4j.compiled.graph.Graph} and the vectors it works on. Out: a runnable
 * program. Depends on the graph alone; each library of kernels lives in one package of its own.
 */
@NullMarked
package org.fathom4j.compiled.backend;

import org.jspecify.annotations.NullMarked;
