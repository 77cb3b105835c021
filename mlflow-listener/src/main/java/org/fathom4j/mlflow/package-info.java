/**
 * In: a Deeplearning4j network in training. Out: a run on an MLflow server. Depends on:
 * mlflow.client.
 */
@NullMarked
package org.fathom4j.mlflow;

import org.jspecify.annotations.NullMarked;
