/**
 * Trials in processes of their own: what ends one ends an attempt at a trial, not the sweep. In:
 * jobs. Out: their events, which come as frames on a pipe; no port is opened. {@link
 * org.fathom4j.worker.ProcessExecutor} is the side that hands out jobs, {@code WorkerMain} the side
 * that trains. Depends on: data, event, metrics, tracking, trial.
 */
@NullMarked
package org.fathom4j.worker;

import org.jspecify.annotations.NullMarked;
