/**
 * In: options. Out: lessons. One class for each experiment of chapter 6 of <em>Deep Learning</em>
 * (Goodfellow, Bengio, Courville 2016) that is no plain sweep of networks. Depends on: compiled,
 * config, data, evaluation, layers, metrics, problem, report, study, tracking, training, verdict.
 */
@NullMarked
package org.fathom4j.chapter6;

import org.jspecify.annotations.NullMarked;
