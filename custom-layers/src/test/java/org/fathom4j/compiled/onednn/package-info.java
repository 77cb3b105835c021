/** Tests that look into the backend. */
@NullMarked
package org.fathom4j.compiled.onednn;

import org.jspecify.annotations.NullMarked;
