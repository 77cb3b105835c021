package org.fathom4j.compiled.backend;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network's own flat vectors, which programs read and write in place.
 *
 * @param parameters all parameters, floats without gaps
 * @param gradients all gradients, in the same order
 */
public record Vectors(INDArray parameters, INDArray gradients) {}
