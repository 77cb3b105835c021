package org.fathom4j.compiled.cuda.nvidia;

import static org.bytedeco.cuda.global.cudnn.*;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct;
import org.fathom4j.compiled.cuda.nvidia.Routines.Operand;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Window;

/**
 * A convolution as cuDNN is told of it: a graph of one operation on three tensors. Unlike cuDNN's
 * older functions, graphs know padding that differs from side to side.
 */
final class ConvolutionGraph implements AutoCloseable {
  /** What cuDNN makes use of. */
  private static final int ALIGNMENT = 16;

  private static final int GROUPED = 5;

  /** Names of the three tensors, in the order of the operands: x, weights, y. */
  static final long[] NAMES = {1, 2, 3};

  private final List<Descriptor> parts = new ArrayList<>();
  private final Descriptor graph;

  /** The attributes of each pass' operation, as cuDNN numbers them. */
  private record Numbers(
      int operation, int window, int x, int weights, int y, int alpha, int beta) {}

  private static final Numbers FORWARD =
      new Numbers(
          CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR,
          CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_CONV_DESC,
          CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_X,
          CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_W,
          CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_Y,
          CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_ALPHA,
          CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_BETA);
  private static final Numbers DATA =
      new Numbers(
          CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_DATA_DESCRIPTOR,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_CONV_DESC,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DX,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_W,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DY,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_ALPHA,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_BETA);
  private static final Numbers WEIGHTS =
      new Numbers(
          CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_FILTER_DESCRIPTOR,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_CONV_DESC,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_X,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DW,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DY,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_ALPHA,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_BETA);

  /**
   * Tells cuDNN.
   *
   * @param operands where x, weights and y lie
   */
  ConvolutionGraph(ConvolutionProduct product, List<Operand> operands, Card card) {
    try {
      graph = graph(product, operands, card);
    } catch (RuntimeException refused) {
      close();
      throw refused;
    }
  }

  private Descriptor graph(ConvolutionProduct product, List<Operand> operands, Card card) {
    Numbers numbers =
        switch (product.pass()) {
          case FORWARD -> FORWARD;
          case BACKWARD_DATA -> DATA;
          case BACKWARD_PARAMETERS -> WEIGHTS;
        };
    Shape x = product.x().shape();
    Shape y = product.y().shape();
    long[] weights = filters(product);
    Descriptor operation = part(numbers.operation, "convolution");
    operation
        .set(numbers.window, window(product.window()))
        .set(numbers.x, tensor(0, x.toArray(), plain(x.toArray()), operands))
        .set(numbers.weights, tensor(1, weights, strides(product, weights), operands))
        .set(numbers.y, tensor(2, y.toArray(), plain(y.toArray()), operands))
        .factor(numbers.alpha, 1)
        .factor(numbers.beta, 0)
        .complete();
    Descriptor whole = part(CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR, "graph");
    card.tellGraph(whole);
    return whole.set(CUDNN_ATTR_OPERATIONGRAPH_OPS, operation).complete();
  }

  private Descriptor part(int kind, String what) {
    Descriptor part = new Descriptor(kind, what);
    parts.add(part);
    return part;
  }

  /** {@code [o,c/g,kh,kw]}: cuDNN counts the groups by the channels of x. */
  private static long[] filters(ConvolutionProduct product) {
    Shape weights = product.weights().shape();
    if (weights.rank() == GROUPED) {
      return new long[] {
        weights.size(0) * weights.size(1), weights.size(2), weights.size(3), weights.size(4)
      };
    }
    return product.turned()
        ? new long[] {weights.size(1), weights.size(0), weights.size(2), weights.size(3)}
        : weights.toArray();
  }

  private static long[] strides(ConvolutionProduct product, long[] filters) {
    long[] strides = plain(filters);
    if (product.turned()) {
      strides[0] = filters[2] * filters[3];
      strides[1] = filters[0] * strides[0];
    }
    return strides;
  }

  private static long[] plain(long[] sizes) {
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sizes[i];
    }
    return strides;
  }

  private Descriptor tensor(int place, long[] sizes, long[] strides, List<Operand> operands) {
    return part(CUDNN_BACKEND_TENSOR_DESCRIPTOR, "tensor")
        .choose(CUDNN_ATTR_TENSOR_DATA_TYPE, CUDNN_TYPE_DATA_TYPE, CUDNN_DATA_FLOAT)
        .set(CUDNN_ATTR_TENSOR_DIMENSIONS, sizes)
        .set(CUDNN_ATTR_TENSOR_STRIDES, strides)
        .set(CUDNN_ATTR_TENSOR_UNIQUE_ID, NAMES[place])
        .set(CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, Math.min(ALIGNMENT, operands.get(place).alignment()))
        .complete();
  }

  private Descriptor window(Window window) {
    Window.Padding padding = window.padding();
    return part(CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR, "window")
        .choose(CUDNN_ATTR_CONVOLUTION_COMP_TYPE, CUDNN_TYPE_DATA_TYPE, CUDNN_DATA_FLOAT)
        .choose(
            CUDNN_ATTR_CONVOLUTION_CONV_MODE, CUDNN_TYPE_CONVOLUTION_MODE, CUDNN_CROSS_CORRELATION)
        .set(CUDNN_ATTR_CONVOLUTION_SPATIAL_DIMS, 2)
        .set(CUDNN_ATTR_CONVOLUTION_DILATIONS, window.dilationHeight(), window.dilationWidth())
        .set(CUDNN_ATTR_CONVOLUTION_FILTER_STRIDES, window.strideHeight(), window.strideWidth())
        .set(CUDNN_ATTR_CONVOLUTION_PRE_PADDINGS, padding.top(), padding.left())
        .set(CUDNN_ATTR_CONVOLUTION_POST_PADDINGS, padding.bottom(), padding.right())
        .complete();
  }

  /** For whoever asks for ways to run it. */
  Descriptor described() {
    return graph;
  }

  @Override
  public void close() {
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts.get(i).close();
    }
    parts.clear();
  }
}
