/**
 * In: this machine. Out: how busy it is. The only package that knows OSHI. Depends on: nothing of
 * Fathom4j.
 */
@NullMarked
package org.fathom4j.dashboard.machine;

import org.jspecify.annotations.NullMarked;
