/**
 * In: a stored network and a data set. Out: how well the one does on the other. Depends on: data,
 * layers, metrics, problem, report, scoring, training.
 */
@NullMarked
package org.fathom4j.evaluation;

import org.jspecify.annotations.NullMarked;
