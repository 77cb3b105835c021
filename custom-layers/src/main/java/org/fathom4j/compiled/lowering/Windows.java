package org.fathom4j.compiled.lowering;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Window;

/** Kernel, stride, dilation and padding as Deeplearning4j configures them. */
final class Windows {
  private Windows() {}

  /**
   * A window along one axis.
   *
   * @param kernel its size
   * @param stride distance of its places
   * @param dilation distance of its elements
   * @param padding zeros on both sides; of no account where the mode chooses them
   */
  record Axis(int kernel, int stride, int dilation, int padding) {

    private int[] sides(ConvolutionMode mode, long size) {
      if (mode != ConvolutionMode.Same) {
        return new int[] {padding, padding};
      }
      int reach = (kernel - 1) * dilation + 1;
      long places = (size + stride - 1) / stride;
      int total = (int) Math.max(0, (places - 1) * stride + reach - size);
      return new int[] {total / 2, total - total / 2};
    }
  }

  /** The window of a convolution over images {@code [n,c,h,w]}. */
  static Window of(ConvolutionLayer layer, Shape images) {
    return of(axis(layer, 0), axis(layer, 1), layer.getConvolutionMode(), images);
  }

  /** The window of a pooling layer over images {@code [n,c,h,w]}. */
  static Window of(SubsamplingLayer layer, Shape images) {
    return of(axis(layer, 0), axis(layer, 1), layer.getConvolutionMode(), images);
  }

  /**
   * The window; mode Same pads so that there are ceil(size / stride) places, the odd zero after.
   */
  static Window of(Axis height, Axis width, ConvolutionMode mode, Shape images) {
    int[] rows = height.sides(mode, images.size(2));
    int[] columns = width.sides(mode, images.size(3));
    return new Window(
        height.kernel,
        width.kernel,
        height.stride,
        width.stride,
        height.dilation,
        width.dilation,
        new Window.Padding(rows[0], columns[0], rows[1], columns[1]));
  }

  private static Axis axis(ConvolutionLayer layer, int i) {
    return new Axis(
        layer.getKernelSize()[i],
        layer.getStride()[i],
        layer.getDilation()[i],
        layer.getPadding()[i]);
  }

  private static Axis axis(SubsamplingLayer layer, int i) {
    return new Axis(
        layer.getKernelSize()[i],
        layer.getStride()[i],
        layer.getDilation()[i],
        layer.getPadding()[i]);
  }
}
