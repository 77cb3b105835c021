package org.fathom4j.bench;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured of a network. Maps have an entry for each side that took part.
 *
 * @param net the network
 * @param samplesPerSecond by side: fathom, stock, torch and jax (the fastest of their modes)
 * @param ratio by peer: fathom's rate over the peer's, round by round
 * @param memory by side: largest resident size of a process that only trains this network; DL4J and
 *     the compiled step after the same number of steps
 * @param shareOfPeak rate of fathom's floating-point operations over that of a large matrix product
 *     in the same round; empty without fathom
 * @param compileSeconds what compiling took, after another network; empty without fathom
 * @param mode by peer in Python: its mode that was fastest
 */
public record NetResult(
    BenchNet net,
    Map<String, Spread> samplesPerSecond,
    Map<String, Spread> ratio,
    Map<String, PeakMemory> memory,
    Optional<Spread> shareOfPeak,
    OptionalDouble compileSeconds,
    Map<String, String> mode) {}
