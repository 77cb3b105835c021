package org.fathom4j.config;

/**
 * The {@code book} section: where in <em>Deep Learning</em> (Goodfellow, Bengio, Courville 2016)
 * the experiment belongs.
 *
 * @param chapter number of the chapter, at least 1
 * @param section number of the section, such as {@code 6.1}, or empty
 */
public record BookSpec(int chapter, String section) {}
