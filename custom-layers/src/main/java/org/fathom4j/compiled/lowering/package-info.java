/**
 * From a Deeplearning4j network to a graph: one rule per kind of layer.
 *
 * <p>In: an initialised MultiLayerNetwork and the shape of its features. Out: a graph, or the
 * layers that cannot be compiled and why. Depends on: compiled.graph, compiled.host, compiled.loss,
 * compiled.update, layers.
 */
@NullMarked
package org.fathom4j.compiled.lowering;

import org.jspecify.annotations.NullMarked;
