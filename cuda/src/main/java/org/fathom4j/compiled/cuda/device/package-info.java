/**
 * What a processor with memory of its own can do: the contract between the program that runs a
 * graph and the library that reaches the processor.
 *
 * <p>In: kernels' source, prepared products, launches. Out: what they leave in memory. Depends on:
 * compiled.graph.
 */
@NullMarked
package org.fathom4j.compiled.cuda.device;

import org.jspecify.annotations.NullMarked;
