/** What every backend is held to. */
@NullMarked
package org.fathom4j.compiled.backend;

import org.jspecify.annotations.NullMarked;
