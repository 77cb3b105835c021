/**
 * In: findings and drawn figures. Out: one HTML page that needs nothing else. Depends on
 * report.analysis and report.chart.
 */
@NullMarked
package org.fathom4j.report.html;

import org.jspecify.annotations.NullMarked;
