/**
 * Runs what was written for Arbiter: its optimization configurations, in Java or JSON, with spaces
 * of networks and layers, also of ours. In: a configuration. Out: a sweep in the local store with
 * its report. Depends on: config, event, experiment, layers, metrics, problem, provenance, sweep,
 * tracking.
 */
@NullMarked
package org.fathom4j.experiment.arbiter;

import org.jspecify.annotations.NullMarked;
