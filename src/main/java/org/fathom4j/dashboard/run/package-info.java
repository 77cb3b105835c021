/**
 * In: a folder of stored runs, some of them being written. Out: what a dashboard shows of them,
 * read anew as it changes; and the notes that people keep beside them. Depends on: metrics,
 * problem, report, tracking.
 */
@NullMarked
package org.fathom4j.dashboard.run;

import org.jspecify.annotations.NullMarked;
