/**
 * In: findings. Out: figures, each naming its data set. Depends on report.analysis and
 * report.chart.
 */
@NullMarked
package org.fathom4j.report.figures;

import org.jspecify.annotations.NullMarked;
