/**
 * In: a sweep's record. Out: a folder with the report: page, figures, tables. Computes first
 * (report.analysis on report.statistics), then draws (report.figures on report.chart) and writes
 * (report.html, report.export). Depends on: config, metrics, problem, report.analysis,
 * report.chart, report.export, report.figures, report.html, report.inspection, report.lesson,
 * verdict.
 */
@NullMarked
package org.fathom4j.report;

import org.jspecify.annotations.NullMarked;
