/**
 * In: events of a running sweep. Out: a folder of JSON files, and the records read back from it.
 * Depends on config (for its exception), event, metrics and Jackson; needs no Deeplearning4j.
 */
@NullMarked
package org.fathom4j.tracking.local;

import org.jspecify.annotations.NullMarked;
