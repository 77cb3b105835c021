/** Layers for Deeplearning4j networks; depends on deeplearning4j-nn alone. */
@NullMarked
package org.fathom4j.layers;

import org.jspecify.annotations.NullMarked;
