/**
 * In: the options of a named study, and the sweep before it where there is one. Out: a lesson, with
 * its known answers checked. For what a sweep of networks cannot show by itself. Depends on:
 * config, data, metrics, report.
 */
@NullMarked
package org.fathom4j.study;

import org.jspecify.annotations.NullMarked;
