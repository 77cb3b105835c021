/**
 * What {@code ./fathom doctor} looks at: in comes this machine, out goes a list of checks, each
 * with what was found and how to mend it. Depends on: compiled, data, device, mlflow, problem,
 * tracking.
 */
@NullMarked
package org.fathom4j.doctor;

import org.jspecify.annotations.NullMarked;
