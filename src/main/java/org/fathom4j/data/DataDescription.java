package org.fathom4j.data;

/**
 * What is known of a data set before it is read.
 *
 * @param name as in the YAML
 * @param title as shown on figures
 * @param shape shape of one example's features
 * @param target what is to be predicted
 * @param train examples to train on
 * @param validation examples that choose epoch and trial
 * @param test examples scored once
 * @param source where it will be read from: a folder, "generated", or the address it will be
 *     fetched from
 */
public record DataDescription(
    String name,
    String title,
    FeatureShape shape,
    Target target,
    int train,
    int validation,
    int test,
    String source) {}
