/**
 * NVIDIA cards: CUDA's runtime, NVRTC, cuBLAS and cuDNN behind the contract of a device.
 *
 * <p>In: what a {@link org.fathom4j.compiled.cuda.device.Device} is asked for. Out: calls of CUDA's
 * libraries, through a thin layer of which tests have another. Depends on: compiled.backend,
 * compiled.cuda.device, compiled.graph.
 */
@NullMarked
package org.fathom4j.compiled.cuda.nvidia;

import org.jspecify.annotations.NullMarked;
