/**
 * In: figures as plain records, in the units they are shown in. Out: drawings, and these as SVG and
 * PNG. Text is measured and drawn from font outlines that come along: nothing need be installed.
 * Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.report.chart;

import org.jspecify.annotations.NullMarked;
