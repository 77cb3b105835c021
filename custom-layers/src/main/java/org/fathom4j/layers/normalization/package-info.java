/**
 * Normalization by local statistics. In and out: images [batch, channels, height, width] of one
 * shape. Depends on: layers.
 */
@NullMarked
package org.fathom4j.layers.normalization;

import org.jspecify.annotations.NullMarked;
