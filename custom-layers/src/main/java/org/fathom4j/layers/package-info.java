/**
 * Layers for Deeplearning4j networks. In: a layer configuration and an input type; out: a layer
 * that a MultiLayerNetwork or a ComputationGraph trains. One package per family; this package holds
 * what they share. Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.layers;

import org.jspecify.annotations.NullMarked;
