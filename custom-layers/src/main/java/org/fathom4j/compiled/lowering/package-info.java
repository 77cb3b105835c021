/**
 * From a Deeplearning4j network to a graph: one rule per kind of layer or vertex.
 *
 * <p>In: an initialised network and the shape of its features. Out: a graph, or what cannot be
 * compiled and why. Depends on: compiled.form, compiled.graph, compiled.host, compiled.loss,
 * compiled.model, compiled.update, layers.
 */
@NullMarked
package org.fathom4j.compiled.lowering;

import org.jspecify.annotations.NullMarked;
