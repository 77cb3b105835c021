/**
 * oneDNN on the CPU: the only package that names {@code org.bytedeco.dnnl}.
 *
 * <p>In: a graph. Out: a list of oneDNN primitives over memory that programs share. Depends on:
 * compiled.backend, compiled.graph.
 */
@NullMarked
package org.fathom4j.compiled.onednn;

import org.jspecify.annotations.NullMarked;
