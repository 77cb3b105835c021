/**
 * What happens in a running sweep, as immutable records, and who hears of it. In: nothing. Out:
 * events ({@link org.fathom4j.event.SweepEvent}), their order ({@link
 * org.fathom4j.event.EventOrder}), one stream to all subscribers. Depends on: metrics, verdict.
 */
@NullMarked
package org.fathom4j.event;

import org.jspecify.annotations.NullMarked;
