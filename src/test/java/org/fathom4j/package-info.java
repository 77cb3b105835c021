/** Rules that hold for the whole program. */
@NullMarked
package org.fathom4j;

import org.jspecify.annotations.NullMarked;
