/**
 * In: what a run is to say. Out: requests to an MLflow server, in order, on a thread of their own.
 * Depends on: nothing of Fathom4j.
 */
@NullMarked
package org.fathom4j.mlflow.client;

import org.jspecify.annotations.NullMarked;
