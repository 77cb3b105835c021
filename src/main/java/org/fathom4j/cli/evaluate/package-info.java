/**
 * {@code fathom evaluate}: scores a stored network, in words, as JSON and as pictures. {@code
 * fathom predict}: what it says of examples without labels. Depends on: config, data, evaluation,
 * metrics, mlflow, problem, report, scoring, tracking, training.
 */
@NullMarked
package org.fathom4j.cli.evaluate;

import org.jspecify.annotations.NullMarked;
