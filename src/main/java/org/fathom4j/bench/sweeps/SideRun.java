package org.fathom4j.bench.sweeps;

/**
 * A side's run of a work.
 *
 * @param seconds from the start of its process to its end
 * @param score mean over the trials of the best validation accuracy: both sides learn alike
 * @param software names and versions of the libraries
 */
record SideRun(double seconds, double score, String software) {}
