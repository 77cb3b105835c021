/**
 * The output of a network that reads numbers. In: features [batch, nIn]; out: probabilities of the
 * length and of each digit, and the number they spell. Depends on: layers.
 */
@NullMarked
package org.fathom4j.layers.output;

import org.jspecify.annotations.NullMarked;
