/**
 * In: a folder of stored runs. Out: a web site that shows them as they go on. The running process
 * is only known by what it writes, and is asked to stop or to pause by a file. Depends on:
 * dashboard.http, dashboard.machine, dashboard.page, dashboard.run, problem, tracking.
 */
@NullMarked
package org.fathom4j.dashboard;

import org.jspecify.annotations.NullMarked;
