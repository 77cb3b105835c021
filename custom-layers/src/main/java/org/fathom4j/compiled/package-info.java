/**
 * A network's training step compiled to one list of native kernels.
 *
 * <p>In: a MultiLayerNetwork or a ComputationGraph, which stays the model of record. Out: the same
 * network, trained faster. Depends on: compiled.backend, compiled.graph, compiled.host,
 * compiled.lowering, compiled.model, compiled.update.
 */
@NullMarked
package org.fathom4j.compiled;

import org.jspecify.annotations.NullMarked;
