/**
 * In: findings. Out: every trial in columns, the data behind a page's charts that can be brushed.
 * Depends on: metrics, report.analysis.
 */
@NullMarked
package org.fathom4j.report.explore;

import org.jspecify.annotations.NullMarked;
