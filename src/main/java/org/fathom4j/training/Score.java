package org.fathom4j.training;

/**
 * How well a network does on a set of examples.
 *
 * @param loss mean loss per example, regularization apart
 * @param accuracy share of examples predicted right; NaN where nothing is classified
 * @param examples how many were scored
 */
public record Score(double loss, double accuracy, int examples) {}
