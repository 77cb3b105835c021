/** oneDNN beside the interpreter. */
@NullMarked
package org.fathom4j.compiled.onednn;

import org.jspecify.annotations.NullMarked;
