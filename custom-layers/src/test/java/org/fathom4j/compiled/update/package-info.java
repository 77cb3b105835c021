/** Tests that look into the update. */
@NullMarked
package org.fathom4j.compiled.update;

import org.jspecify.annotations.NullMarked;
