/** The system's browser, for tests of pages. */
@NullMarked
package org.fathom4j.browser;

import org.jspecify.annotations.NullMarked;
