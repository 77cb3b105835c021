/**
 * Normalization by local statistics. In and out: images [batch, channels, height, width] of one
 * shape. Depends on deeplearning4j-nn and org.fathom4j.layers.
 */
@NullMarked
package org.fathom4j.layers.normalization;

import org.jspecify.annotations.NullMarked;
