/**
 * A network's training step compiled to one list of native kernels.
 *
 * <p>In: a MultiLayerNetwork, which stays the model of record. Out: the same network, trained
 * faster. Depends on Deeplearning4j and on the packages below it: {@code lowering} (network to
 * graph), {@code graph} (steps, gradients, fusion), {@code backend} (the contract of a kernel
 * library), {@code onednn} (the first one).
 */
@NullMarked
package org.fathom4j.compiled;

import org.jspecify.annotations.NullMarked;
