/**
 * {@code fathom data}: lists, fetches, shows and exports data sets. Depends on: config, data,
 * problem, report.
 */
@NullMarked
package org.fathom4j.cli.data;

import org.jspecify.annotations.NullMarked;
