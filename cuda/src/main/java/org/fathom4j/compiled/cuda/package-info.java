/**
 * The compiled step on NVIDIA cards, as a library of kernels that is found as a service. Depends
 * on: compiled.backend, compiled.cuda.nvidia, compiled.cuda.program.
 */
@NullMarked
package org.fathom4j.compiled.cuda;

import org.jspecify.annotations.NullMarked;
