package org.fathom4j.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A network of the benchmark: the one description from which every side builds its own form. It
 * ends with a dense layer under the recipe's loss.
 *
 * @param name as on the command line
 * @param example shape of one example: [numbers], [channels, length] of a sequence, or [channels,
 *     height, width]
 * @param classes outputs of the last layer
 * @param batch examples of a training step
 * @param blocks the layers before the last
 * @param dropout share of the last layer's inputs set to 0
 * @param recipe how it is trained
 */
public record BenchNet(
    String name,
    List<Integer> example,
    int classes,
    int batch,
    List<Block> blocks,
    double dropout,
    Recipe recipe) {

  /** Keeps copies of the lists. */
  public BenchNet {
    example = List.copyOf(example);
    blocks = List.copyOf(blocks);
  }

  /** A network that is trained as usual. */
  public BenchNet(
      String name,
      List<Integer> example,
      int classes,
      int batch,
      List<Block> blocks,
      double dropout) {
    this(name, example, classes, batch, blocks, dropout, Recipe.USUAL);
  }

  /** The same network trained otherwise. */
  BenchNet variant(String otherName, Recipe other) {
    return new BenchNet(otherName, example, classes, batch, blocks, dropout, other);
  }

  /** Whether DL4J has all these layers itself: it has no maxout. */
  public boolean stock() {
    return blocks.stream()
        .allMatch(
            block ->
                !(block instanceof Block.Convolution convolution && convolution.pieces() > 1)
                    && !(block instanceof Block.Dense dense && dense.pieces() > 1));
  }

  /** Weights and biases; of batch normalization also the running mean and variance. */
  public long parameters() {
    return costs().stream().mapToLong(Cost::parameters).sum();
  }

  /**
   * Floating-point operations of a training step in the products of weights: the forward pass, the
   * gradient of the weights and, but for the first layer, the gradient of the input take the same
   * number each. A multiplication and an addition are two; all else is left out.
   */
  public double operationsPerStep() {
    List<Cost> costs = costs();
    long all = costs.stream().mapToLong(Cost::products).sum();
    return 2.0 * batch * (3 * all - costs.get(0).products());
  }

  /** A layer with weights: their number, and their products with one example. */
  private record Cost(long parameters, long products) {}

  /** Whether it is more than one layer after the other. */
  public boolean isGraph() {
    return blocks.stream()
        .anyMatch(block -> block instanceof Block.Residual || block instanceof Block.Detour);
  }

  private List<Cost> costs() {
    List<Cost> costs = new ArrayList<>();
    long area = example.stream().skip(1).mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    Size last = add(blocks, new Size(example.get(0), area), costs);
    costs.add(dense(last.channels * last.area, classes));
    return costs;
  }

  /** What a block hands on. */
  private record Size(long channels, long area) {}

  /** Adds the costs of blocks; the result is the size of their output. */
  private static Size add(List<Block> blocks, Size input, List<Cost> costs) {
    Size size = input;
    for (Block block : blocks) {
      size = add(block, size, costs);
    }
    return size;
  }

  private static Size add(Block block, Size in, List<Cost> costs) {
    if (block instanceof Block.Convolution layer) {
      long filters = (long) layer.channels() * layer.pieces();
      long weights = in.channels * layer.kernel() * layer.kernel() * filters;
      costs.add(new Cost(weights + filters, weights * in.area));
      return new Size(layer.channels(), in.area);
    }
    if (block instanceof Block.Memory layer) {
      long products = 4 * (in.channels + layer.units()) * layer.units();
      costs.add(new Cost(products + 4L * layer.units(), products * in.area));
      return new Size(layer.units(), layer.last() ? 1 : in.area);
    }
    if (block instanceof Block.Normalization) {
      costs.add(new Cost(4 * in.channels, 0));
      return in;
    }
    if (block instanceof Block.Dense layer) {
      costs.add(dense(in.channels * in.area, (long) layer.units() * layer.pieces()));
      return new Size(layer.units(), 1);
    }
    if (block instanceof Block.Residual layer) {
      Size out = new Size(layer.channels(), in.area / layer.stride() / layer.stride());
      costs.add(normalized(in.channels * 9 * out.channels, out));
      costs.add(normalized(out.channels * 9 * out.channels, out));
      if (layer.resizes(in.channels)) {
        costs.add(normalized(in.channels * out.channels, out));
      }
      return out;
    }
    if (block instanceof Block.Detour detour) {
      Size below = add(detour.within(), new Size(in.channels, in.area / 4), costs);
      return new Size(in.channels + below.channels, in.area);
    }
    return new Size(in.channels, block instanceof Block.MaxPooling ? in.area / 4 : 1);
  }

  /** A convolution without bias, and its batch normalization. */
  private static Cost normalized(long weights, Size out) {
    return new Cost(weights + 4 * out.channels, weights * out.area);
  }

  private static Cost dense(long inputs, long outputs) {
    return new Cost((inputs + 1) * outputs, inputs * outputs);
  }
}
