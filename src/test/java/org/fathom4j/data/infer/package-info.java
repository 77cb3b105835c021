/** Tables that nobody described. */
@NullMarked
package org.fathom4j.data.infer;

import org.jspecify.annotations.NullMarked;
