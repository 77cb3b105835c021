/**
 * A graph on a processor with memory of its own: kernels of our own for every operation, prepared
 * products where the processor has them, all of it recorded once and then played.
 *
 * <p>In: a graph and the vectors it works on. Out: a program. Depends on: compiled.backend,
 * compiled.cuda.device, compiled.graph.
 */
@NullMarked
package org.fathom4j.compiled.cuda.program;

import org.jspecify.annotations.NullMarked;
