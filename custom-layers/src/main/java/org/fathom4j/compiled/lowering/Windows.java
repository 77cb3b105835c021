package org.fathom4j.compiled.lowering;

import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Window;
import org.fathom4j.layers.convolution.WindowAxis;

/** Kernel, stride, dilation and padding as Deeplearning4j configures them. */
final class Windows {
  private Windows() {}

  /** The window of a convolution over images {@code [n,c,h,w]}. */
  static Window of(LayerSite site, ConvolutionLayer layer, Shape images) {
    return of(site, axis(layer, 0), axis(layer, 1), layer.getConvolutionMode(), images);
  }

  /** The window of a pooling layer over images {@code [n,c,h,w]}. */
  static Window of(LayerSite site, SubsamplingLayer layer, Shape images) {
    return of(site, axis(layer, 0), axis(layer, 1), layer.getConvolutionMode(), images);
  }

  /**
   * The window; mode Same pads so that there are ceil(size / stride) places, the odd zero after.
   */
  private static Window of(
      LayerSite site, WindowAxis height, WindowAxis width, ConvolutionMode mode, Shape images) {
    int[] rows = sides(site, height, mode, images.size(2));
    int[] columns = sides(site, width, mode, images.size(3));
    return window(height, width, rows, columns);
  }

  /**
   * A window with these numbers of zeros.
   *
   * @param rows above and below
   * @param columns left and right
   */
  private static Window window(WindowAxis height, WindowAxis width, int[] rows, int[] columns) {
    return new Window(
        height.kernel(),
        width.kernel(),
        height.stride(),
        width.stride(),
        height.dilation(),
        width.dilation(),
        new Window.Padding(rows[0], columns[0], rows[1], columns[1]));
  }

  /** The window of a convolution along sequences of this length, as images of width 1. */
  static Window along(LayerSite site, ConvolutionLayer layer, long length) {
    return along(site, axis(layer, 0), layer.getConvolutionMode(), length);
  }

  /** The window of a pooling layer along sequences of this length, as images of width 1. */
  static Window along(LayerSite site, SubsamplingLayer layer, long length) {
    return along(site, axis(layer, 0), layer.getConvolutionMode(), length);
  }

  /** In mode Causal a step sees itself and what came before it. */
  private static Window along(LayerSite site, WindowAxis axis, ConvolutionMode mode, long length) {
    int[] ends =
        mode == ConvolutionMode.Causal
            ? new int[] {(int) axis.reach() - 1, 0}
            : sides(site, axis, mode, length);
    Window.Padding padding = new Window.Padding(ends[0], 0, ends[1], 0);
    return new Window(axis.kernel(), 1, axis.stride(), 1, axis.dilation(), 1, padding);
  }

  /**
   * The window of a deconvolution, over what it gives: in mode Same as many pixels as the input has
   * times the stride.
   */
  static Window transposed(ConvolutionLayer layer) {
    WindowAxis height = axis(layer, 0);
    WindowAxis width = axis(layer, 1);
    int[] rows = cut(height, layer.getConvolutionMode());
    int[] columns = cut(width, layer.getConvolutionMode());
    return window(height, width, rows, columns);
  }

  /** Why a deconvolution would leave gaps between its kernels, or nothing. */
  static Optional<String> gaps(ConvolutionLayer layer) {
    boolean same = layer.getConvolutionMode() == ConvolutionMode.Same;
    return Stream.of(axis(layer, 0), axis(layer, 1))
        .filter(axis -> same && axis.reach() < axis.stride() - 1)
        .map(
            axis ->
                "in mode Same a stride of %d over kernels of %d has no compiled form"
                    .formatted(axis.stride(), axis.reach()))
        .findFirst();
  }

  /** What a deconvolution leaves out before and after; -1 where it adds a zero. */
  private static int[] cut(WindowAxis axis, ConvolutionMode mode) {
    if (mode != ConvolutionMode.Same) {
      return new int[] {axis.padding(), axis.padding()};
    }
    int total = (int) (axis.reach() - axis.stride());
    return new int[] {total / 2, total - total / 2};
  }

  /** Zeros before and after. */
  private static int[] sides(LayerSite site, WindowAxis axis, ConvolutionMode mode, long size) {
    Optional<String> misfit = axis.misfit(mode, size);
    if (misfit.isPresent()) {
      throw new IllegalArgumentException("layer %s: %s".formatted(site.name(), misfit.get()));
    }
    if (mode != ConvolutionMode.Same) {
      return new int[] {axis.padding(), axis.padding()};
    }
    int total = (int) Math.max(0, axis.samePadding(size));
    return new int[] {total / 2, total - total / 2};
  }

  private static WindowAxis axis(ConvolutionLayer layer, int i) {
    return WindowAxis.of(
        i, layer.getKernelSize(), layer.getStride(), layer.getDilation(), layer.getPadding());
  }

  private static WindowAxis axis(SubsamplingLayer layer, int i) {
    return WindowAxis.of(
        i, layer.getKernelSize(), layer.getStride(), layer.getDilation(), layer.getPadding());
  }
}
