/**
 * Layers over images. In: activations [batch, channels, height, width]; out: the same rank. Depends
 * on: layers.
 */
@NullMarked
package org.fathom4j.layers.convolution;

import org.jspecify.annotations.NullMarked;
