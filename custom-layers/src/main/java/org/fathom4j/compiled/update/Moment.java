package org.fathom4j.compiled.update;

/**
 * One update.
 *
 * @param iteration updates before it
 * @param epoch epochs before it
 * @param examples examples that the gradient is summed over
 * @param watched whether somebody looks at the gradient vector afterwards, where Deeplearning4j
 *     leaves the step taken
 */
record Moment(int iteration, int epoch, int examples, boolean watched) {}
