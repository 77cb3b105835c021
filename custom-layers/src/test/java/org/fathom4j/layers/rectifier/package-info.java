/** Tests of the rectifier layers. */
@NullMarked
package org.fathom4j.layers.rectifier;

import org.jspecify.annotations.NullMarked;
