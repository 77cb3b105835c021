/**
 * In: what a study or an experiment's expectations found. Out: records that a page is made of:
 * answer, explanation, known answers with what was found, pictures, tables. Depends on:
 * report.chart, verdict.
 */
@NullMarked
package org.fathom4j.report.lesson;

import org.jspecify.annotations.NullMarked;
