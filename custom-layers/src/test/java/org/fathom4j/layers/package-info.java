/** The contract that every layer keeps, published so that users can check layers of their own. */
@NullMarked
package org.fathom4j.layers;

import org.jspecify.annotations.NullMarked;
