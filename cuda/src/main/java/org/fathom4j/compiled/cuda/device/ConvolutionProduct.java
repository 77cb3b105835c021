package org.fathom4j.compiled.cuda.device;

import java.util.Optional;
import org.fathom4j.compiled.graph.Activation;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Window;

/**
 * One pass of a {@link org.fathom4j.compiled.graph.Convolution} of x by weights to y, all row-major
 * without gaps: forward writes y, backward the gradient of x in the place of x or that of the
 * weights in the place of the weights. A deconvolution is the same with the passes of data the
 * other way around.
 *
 * @param pass what is written
 * @param window the kernel and how it slides over x
 * @param x {@code [n,c,h,w]}
 * @param weights {@code [o,c,kh,kw]}, with groups {@code [g,o/g,c/g,kh,kw]}, turned {@code
 *     [c,o,kh,kw]}
 * @param turned whether the first two dimensions of the weights are swapped
 * @param y {@code [n,o,h',w']}
 * @param bias one number for each channel of what is written, if any; not with gradients of
 *     weights; a device may refuse it and be asked again without
 * @param function applied to what is written, the identity where there is none; a device may refuse
 *     it and be asked again without
 */
public record ConvolutionProduct(
    Pass pass,
    Window window,
    Operand x,
    Operand weights,
    boolean turned,
    Operand y,
    Optional<Place> bias,
    Optional<Activation> function) {
  /**
   * An operand.
   *
   * @param shape its sizes
   * @param place where it lies
   */
  public record Operand(Shape shape, Place place) {}
}
