/** A device of any OpenCL platform, the CPU's among them: where kernels are tried without a GPU. */
@NullMarked
package org.fathom4j.compiled.cuda.opencl;

import org.jspecify.annotations.NullMarked;
