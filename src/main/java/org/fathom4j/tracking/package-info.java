/** In: events of a running sweep. Out: stored runs. Depends on metrics and provenance. */
@NullMarked
package org.fathom4j.tracking;

import org.jspecify.annotations.NullMarked;
