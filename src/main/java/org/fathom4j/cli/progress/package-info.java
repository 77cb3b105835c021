/**
 * How a sweep comes along, for a person at a terminal. In: events. Out: a table that is drawn over
 * itself, lines of trials above it. Depends on: event, metrics.
 */
@NullMarked
package org.fathom4j.cli.progress;

import org.jspecify.annotations.NullMarked;
