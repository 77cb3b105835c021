package org.fathom4j.worker;

import java.time.Duration;

/**
 * What one worker process may take.
 *
 * @param threads cores, and threads of the numeric libraries; at least 1
 * @param heap bytes of Java's heap; 0: Java's own choice
 * @param arrays bytes for arrays outside of the heap; 0: not limited
 * @param physical bytes of memory in all; 0: not limited
 * @param silence how long it may train without a step, an epoch or any other event before it counts
 *     as hanging; time that this process itself was stopped does not count
 */
public record WorkerLimits(int threads, long heap, long arrays, long physical, Duration silence) {}
