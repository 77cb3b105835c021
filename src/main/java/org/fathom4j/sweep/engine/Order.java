package org.fathom4j.sweep.engine;

import org.fathom4j.sweep.space.Point;

/**
 * A part of a trial that may be trained now.
 *
 * @param number the trial, from 1
 * @param point its configuration
 * @param replicate which of its configuration's trainings it is, from 0: the place of its seed
 * @param from first epoch to train, from 1; above 1 it goes on from its checkpoint
 * @param to last epoch to train; where the training has more it then pauses with a checkpoint
 */
public record Order(int number, Point point, int replicate, int from, int to) {}
