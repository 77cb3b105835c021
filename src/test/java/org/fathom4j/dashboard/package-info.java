/** Tests of the dashboard over real HTTP, and in a real browser where there is one. */
@NullMarked
package org.fathom4j.dashboard;

import org.jspecify.annotations.NullMarked;
