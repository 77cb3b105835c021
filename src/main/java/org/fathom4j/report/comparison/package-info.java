/**
 * In: the records of several runs. Out: one record of all their trials, the run being a parameter,
 * so that everything that is drawn of one run is drawn of them side by side. Depends on: metrics,
 * problem.
 */
@NullMarked
package org.fathom4j.report.comparison;

import org.jspecify.annotations.NullMarked;
