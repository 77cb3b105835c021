/**
 * Layers over images. In: activations [batch, channels, height, width]; out: the same rank. Depends
 * on deeplearning4j-nn and org.fathom4j.layers.
 */
@NullMarked
package org.fathom4j.layers.convolution;

import org.jspecify.annotations.NullMarked;
