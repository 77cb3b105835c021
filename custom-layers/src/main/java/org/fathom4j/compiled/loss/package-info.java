/**
 * Losses and functions that are no operations of the graph: they run as Deeplearning4j's own code.
 *
 * <p>In: a loss function, a batch's labels and row-major outputs. Out: the score and the gradient
 * of the outputs. Depends on: compiled.graph, compiled.host.
 */
@NullMarked
package org.fathom4j.compiled.loss;

import org.jspecify.annotations.NullMarked;
