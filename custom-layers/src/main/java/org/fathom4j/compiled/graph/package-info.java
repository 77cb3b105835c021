/**
 * What a training step computes: tensors, operations with their gradient rules, and the passes over
 * them.
 *
 * <p>In: operations added layer by layer. Out: an immutable {@link
 * org.fathom4j.compiled.graph.Graph}. Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.compiled.graph;

import org.jspecify.annotations.NullMarked;
