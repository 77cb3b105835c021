package org.fathom4j.config;

/**
 * One layer of a trial's network, repeats unrolled and expressions evaluated.
 *
 * @param type name of the layer, as {@code ./fathom layers} lists it
 * @param options its options, yet to be read by the layer's own factory
 */
public record LayerSpec(String type, Options options) {}
