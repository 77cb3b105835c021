/** Trials of programs on a device that needs no GPU. */
@NullMarked
package org.fathom4j.compiled.cuda.program;

import org.jspecify.annotations.NullMarked;
