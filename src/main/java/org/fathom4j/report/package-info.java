/**
 * In: a sweep's record. Out: a folder with the report: page, figures, tables. Computes first
 * (report.analysis on report.statistics), then draws (report.figures on report.chart) and writes
 * (report.html, report.export). Depends on metrics and provenance, on no network library.
 */
@NullMarked
package org.fathom4j.report;

import org.jspecify.annotations.NullMarked;
