/**
 * What a sweep measured, as plain records: epochs, trials, sweeps. Everything that stores, tracks
 * or draws results speaks these. Depends on: provenance.
 */
@NullMarked
package org.fathom4j.metrics;

import org.jspecify.annotations.NullMarked;
