package org.fathom4j.config;

import java.util.Map;
import java.util.Optional;

/**
 * One entry of the {@code expect} section: an answer that is known before the sweep. Missing it
 * fails the run.
 *
 * @param claim what must hold, in one sentence
 * @param metric a result of the trials, such as {@code test/accuracy}
 * @param at values of swept parameters: the mean over all complete trials with these values counts;
 *     empty: the best trial alone counts, which validation chose
 * @param least the metric must be at least this
 * @param most the metric must be at most this
 * @param source where the answer is known from, or empty
 */
public record ExpectSpec(
    String claim,
    String metric,
    Optional<Map<String, Object>> at,
    double least,
    double most,
    String source) {}
