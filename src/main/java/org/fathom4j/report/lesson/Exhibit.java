package org.fathom4j.report.lesson;

import org.fathom4j.report.chart.Figure;

/**
 * A picture and what to see in it.
 *
 * @param figure the picture; its title says what it shows, its subtitle how it was made
 * @param see what to look at, one or two sentences that a newcomer understands
 */
public record Exhibit(Figure figure, String see) {}
