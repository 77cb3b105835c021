package org.fathom4j.sweep.space;

import java.util.function.Predicate;

/**
 * A rule that every point keeps.
 *
 * @param rule in words or as the expression of the file, for messages
 * @param holds whether a point keeps it
 */
public record Constraint(String rule, Predicate<Point> holds) {}
