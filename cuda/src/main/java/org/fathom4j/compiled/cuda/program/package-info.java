/**
 * A graph on a processor with memory of its own: prepared products where the processor has them,
 * kernels of our own for everything else, one for each chain of steps that are done element by
 * element, all of it recorded once and then played.
 *
 * <p>In: a graph and the vectors it works on. Out: a program. Depends on: compiled.backend,
 * compiled.cuda.device, compiled.graph.
 */
@NullMarked
package org.fathom4j.compiled.cuda.program;

import org.jspecify.annotations.NullMarked;
