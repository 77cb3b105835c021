/**
 * Fully connected layers. In: activations [batch, nIn]; out: [batch, nOut]. Depends on
 * deeplearning4j-nn and org.fathom4j.layers.
 */
@NullMarked
package org.fathom4j.layers.dense;

import org.jspecify.annotations.NullMarked;
