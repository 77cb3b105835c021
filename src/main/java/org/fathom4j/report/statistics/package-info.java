/**
 * In: plain numbers, paired by seed. Out: estimates with their uncertainty. Depends on: nothing of
 * Fathom4j.
 */
@NullMarked
package org.fathom4j.report.statistics;

import org.jspecify.annotations.NullMarked;
