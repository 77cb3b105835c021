/** Fully connected layers. In: activations [batch, nIn]; out: [batch, nOut]. Depends on: layers. */
@NullMarked
package org.fathom4j.layers.dense;

import org.jspecify.annotations.NullMarked;
