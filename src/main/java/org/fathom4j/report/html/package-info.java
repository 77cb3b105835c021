/**
 * In: findings and drawn figures. Out: one HTML page that needs nothing else. Depends on: config,
 * metrics, provenance, report.analysis, report.chart, report.explore, report.inspection,
 * report.lesson, report.statistics, verdict.
 */
@NullMarked
package org.fathom4j.report.html;

import org.jspecify.annotations.NullMarked;
