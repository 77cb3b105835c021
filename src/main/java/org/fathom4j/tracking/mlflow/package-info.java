/**
 * In: events of a running sweep, or a stored run. Out: runs on an MLflow server. Depends on:
 * config, event, metrics, mlflow, problem, provenance, tracking.local, verdict.
 */
@NullMarked
package org.fathom4j.tracking.mlflow;

import org.jspecify.annotations.NullMarked;
