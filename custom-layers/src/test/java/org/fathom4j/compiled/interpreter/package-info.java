/** The interpreter beside finite differences. */
@NullMarked
package org.fathom4j.compiled.interpreter;

import org.jspecify.annotations.NullMarked;
