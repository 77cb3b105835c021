/**
 * In: an experiment file. Out: a finished sweep, stored, tracked and reported. Joins data, network,
 * training, sweep, tracking and report; knows no command line. Depends on: compiled, config, data,
 * evaluation, event, metrics, mlflow, problem, provenance, report, study, sweep, tracking,
 * training, trial, verdict, worker.
 */
@NullMarked
package org.fathom4j.experiment;

import org.jspecify.annotations.NullMarked;
