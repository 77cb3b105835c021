/**
 * In: findings. Out: figures, each naming its data set. Depends on: metrics, report.analysis,
 * report.chart, report.lesson.
 */
@NullMarked
package org.fathom4j.report.figures;

import org.jspecify.annotations.NullMarked;
