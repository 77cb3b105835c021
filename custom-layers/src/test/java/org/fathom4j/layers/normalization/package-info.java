/** Tests of the normalization layers. */
@NullMarked
package org.fathom4j.layers.normalization;

import org.jspecify.annotations.NullMarked;
