/** Tests of the output layers. */
@NullMarked
package org.fathom4j.layers.output;

import org.jspecify.annotations.NullMarked;
