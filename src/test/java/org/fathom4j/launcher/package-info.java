/** The launcher {@code ./fathom}, run as a person runs it, with stand-ins for Java and Maven. */
@NullMarked
package org.fathom4j.launcher;

import org.jspecify.annotations.NullMarked;
