/**
 * The command line: reads arguments, calls the other packages, prints. Results go to standard
 * output, progress and logs to standard error. The only package that names picocli. Depends on:
 * bench, cli.data, cli.evaluate, cli.progress, compiled, config, dashboard, data, device, doctor,
 * draft, event, experiment, metrics, mlflow, network, problem, provenance, report, sweep, tracking,
 * trial, verdict.
 */
@NullMarked
package org.fathom4j.cli;

import org.jspecify.annotations.NullMarked;
