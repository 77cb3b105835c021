/** Tests of what a dashboard shows of stored runs. */
@NullMarked
package org.fathom4j.dashboard.page;

import org.jspecify.annotations.NullMarked;
