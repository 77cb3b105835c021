package org.fathom4j.config;

/**
 * The {@code study} section.
 *
 * @param name of the study
 * @param options its options, yet to be read by the study itself
 */
public record StudySpec(String name, Options options) {}
