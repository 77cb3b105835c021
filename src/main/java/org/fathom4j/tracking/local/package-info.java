/**
 * In: events of a running sweep. Out: a folder of JSON files, and the records read back from it.
 * Depends on: event, metrics, problem, provenance, verdict.
 */
@NullMarked
package org.fathom4j.tracking.local;

import org.jspecify.annotations.NullMarked;
