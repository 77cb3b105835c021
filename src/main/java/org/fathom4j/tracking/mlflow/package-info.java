/**
 * In: events of a running sweep, or a stored run. Out: runs on an MLflow server. Depends on config
 * (its exception and its YAML reader), event, metrics, tracking.local and the MLflow client, which
 * no other package knows.
 */
@NullMarked
package org.fathom4j.tracking.mlflow;

import org.jspecify.annotations.NullMarked;
