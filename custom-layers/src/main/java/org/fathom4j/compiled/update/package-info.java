/**
 * What follows the gradients: the updater, listeners, counters and constraints of a network, as
 * Deeplearning4j applies them.
 *
 * <p>In: the network's gradient vector, filled. Out: its parameters and updater state, moved by one
 * step. Depends on: compiled.backend, compiled.graph, compiled.host, compiled.model.
 */
@NullMarked
package org.fathom4j.compiled.update;

import org.jspecify.annotations.NullMarked;
