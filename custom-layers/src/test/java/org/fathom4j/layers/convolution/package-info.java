/** Tests of the convolution layers. */
@NullMarked
package org.fathom4j.layers.convolution;

import org.jspecify.annotations.NullMarked;
