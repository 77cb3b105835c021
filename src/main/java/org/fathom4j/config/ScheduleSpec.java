package org.fathom4j.config;

/**
 * How the learning rate changes, as a factor on the optimizer's rate; t runs from 0 to 1 over the
 * training.
 */
public sealed interface ScheduleSpec {
  /** The same rate throughout. */
  record Constant() implements ScheduleSpec {}

  /** Falls along half a cosine to {@code to} times the first rate. */
  record Cosine(double to) implements ScheduleSpec {}

  /** Falls in a straight line to {@code to} times the first rate. */
  record Linear(double to) implements ScheduleSpec {}

  /** Falls exponentially to {@code to} times the first rate. */
  record Exponential(double to) implements ScheduleSpec {}

  /** Is multiplied by {@code factor} after every {@code epochs} epochs. */
  record Step(double factor, int epochs) implements ScheduleSpec {}
}
