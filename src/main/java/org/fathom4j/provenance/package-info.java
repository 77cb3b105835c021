/** Where a result came from: code, machine, device, versions. Depends on: nothing of Fathom4j. */
@NullMarked
package org.fathom4j.provenance;

import org.jspecify.annotations.NullMarked;
