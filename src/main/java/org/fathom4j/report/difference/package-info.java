/**
 * In: the records of two runs. Out: what became of each arm, held against the noise of training.
 * Depends on: metrics, report.analysis, report.statistics.
 */
@NullMarked
package org.fathom4j.report.difference;

import org.jspecify.annotations.NullMarked;
