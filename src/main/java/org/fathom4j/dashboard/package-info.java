/**
 * In: a folder of stored runs. Out: a web site that shows them as they go on. The running process
 * is only known by what it writes, and is asked to stop by a file. Depends on the packages within.
 */
@NullMarked
package org.fathom4j.dashboard;

import org.jspecify.annotations.NullMarked;
