/**
 * Deeplearning4j's two kinds of network as a compiled step sees them.
 *
 * <p>In: a MultiLayerNetwork or a ComputationGraph. Out: its layers, vectors, updater and counters
 * by the same names. Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.compiled.model;

import org.jspecify.annotations.NullMarked;
