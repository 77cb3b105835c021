/**
 * oneDNN on the CPU: the only package that names {@code org.bytedeco.dnnl}.
 *
 * <p>In: a graph. Out: a list of oneDNN primitives over one arena. Depends on the backend contract
 * and the oneDNN preset; one file per family of operations.
 */
@NullMarked
package org.fathom4j.compiled.onednn;

import org.jspecify.annotations.NullMarked;
