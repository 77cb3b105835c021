/** Tests of the dense layers. */
@NullMarked
package org.fathom4j.layers.dense;

import org.jspecify.annotations.NullMarked;
