/**
 * In: findings. Out: the trial table as CSV and the computed numbers as JSON. Depends on
 * report.analysis.
 */
@NullMarked
package org.fathom4j.report.export;

import org.jspecify.annotations.NullMarked;
