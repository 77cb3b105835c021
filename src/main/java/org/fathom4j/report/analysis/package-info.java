/**
 * In: a sweep's record. Out: findings: arms, contrasts, trend and the answer in one sentence,
 * before anything is drawn. Depends on: config, metrics, report.statistics, sweep.
 */
@NullMarked
package org.fathom4j.report.analysis;

import org.jspecify.annotations.NullMarked;
