/**
 * In: findings. Out: figures, each naming its data set. Depends on: config, metrics,
 * report.analysis, report.chart, report.inspection, report.lesson.
 */
@NullMarked
package org.fathom4j.report.figures;

import org.jspecify.annotations.NullMarked;
