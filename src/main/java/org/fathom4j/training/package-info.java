/**
 * In: a network, split data, the training section. Out: what each epoch measured and how the trial
 * ended. The loop asks an {@link org.fathom4j.training.Engine} for steps and does not know which.
 * Depends on: compiled, config, data, metrics, scoring.
 */
@NullMarked
package org.fathom4j.training;

import org.jspecify.annotations.NullMarked;
