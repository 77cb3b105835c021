/**
 * In: findings. Out: the trial table as CSV, the computed numbers as JSON, and sweeps for Optuna
 * and TensorBoard. Depends on: metrics, problem, report.analysis, report.chart, report.inspection,
 * report.lesson, report.statistics, verdict.
 */
@NullMarked
package org.fathom4j.report.export;

import org.jspecify.annotations.NullMarked;
