/**
 * The ends of a network: losses, and functions that run in Java because no kernel library has them.
 *
 * <p>In: a loss function, a batch's labels and row-major outputs. Out: the score and the gradient
 * of the outputs. Depends on: compiled.graph, compiled.host.
 */
@NullMarked
package org.fathom4j.compiled.loss;

import org.jspecify.annotations.NullMarked;
