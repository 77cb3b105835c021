/**
 * In: runs as they stand, and what an address asks for. Out: HTML that reads well without a script,
 * and the numbers of the charts as JSON. Depends on: dashboard.http, dashboard.machine,
 * dashboard.run, metrics, report.
 */
@NullMarked
package org.fathom4j.dashboard.page;

import org.jspecify.annotations.NullMarked;
