/**
 * Arrays of ND4J as tensors in Java's sight, and back.
 *
 * <p>In: arrays, or tensors of a running program. Out: the one as the other. Depends on:
 * compiled.graph.
 */
@NullMarked
package org.fathom4j.compiled.host;

import org.jspecify.annotations.NullMarked;
