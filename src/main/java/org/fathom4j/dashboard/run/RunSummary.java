package org.fathom4j.dashboard.run;

/**
 * A run as the list shows it.
 *
 * @param key its name in addresses
 * @param state where it stands
 * @param name of the experiment
 * @param preset of the experiment; may be empty
 * @param question that it asks; may be empty
 * @param answer to its question, or the best so far; may be empty
 * @param ended trials that have their end
 * @param planned trials in all; 0 for a study without any
 * @param startedMillis when it began or went on, in milliseconds since 1970; 0 where unknown
 * @param seconds that it took so far
 */
public record RunSummary(
    String key,
    RunState state,
    String name,
    String preset,
    String question,
    String answer,
    int ended,
    int planned,
    long startedMillis,
    double seconds) {}
