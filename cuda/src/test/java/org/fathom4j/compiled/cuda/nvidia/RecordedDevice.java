package org.fathom4j.compiled.cuda.nvidia;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fathom4j.compiled.backend.BackendException;
import org.fathom4j.compiled.cuda.device.ConvolutionProduct;
import org.fathom4j.compiled.cuda.device.MatrixProduct;
import org.fathom4j.compiled.cuda.device.Place;
import org.fathom4j.compiled.graph.Shape;

/**
 * A card whose driver writes down what it is asked for, with libraries that are no more than names.
 */
final class RecordedDevice {
  final RecordingDriver driver = new RecordingDriver();
  final List<String> open = new ArrayList<>();
  final List<String> compiled = new ArrayList<>();
  final CudaDevice device;

  /**
   * A device.
   *
   * @param timed how many ways are compared
   * @param ways what each library offers: bytes of workspace, below 0 for one that the card refuses
   */
  RecordedDevice(int timed, int... ways) {
    Library<MatrixProduct> products =
        new Library<>(
            "product",
            ways,
            product -> product.function().isEmpty(),
            product ->
                List.of(
                    operand(product.left().place(), product.rows() * product.depth()),
                    operand(product.right().place(), product.depth() * product.columns()),
                    operand(product.result(), product.rows() * product.columns())));
    Library<ConvolutionProduct> convolutions =
        new Library<>(
            "convolution",
            ways,
            product -> product.bias().isEmpty() && product.function().isEmpty(),
            product ->
                Stream.of(product.x(), product.weights(), product.y())
                    .map(each -> operand(each.place(), size(each.shape())))
                    .toList());
    device =
        new CudaDevice(
            driver,
            new CudaDevice.Toolbox(
                "a card that writes down", "sm_0", this::compile, products, convolutions, timed));
  }

  private byte[] compile(String source) {
    compiled.add(source);
    return new byte[0];
  }

  private static int size(Shape shape) {
    return Math.toIntExact(shape.elements());
  }

  private static Routines.Operand operand(Place place, int floats) {
    return new Routines.Operand(Block.address(place), (long) floats * Float.BYTES);
  }

  private final class Library<T> implements Routines<T> {
    private final String name;
    private final int[] ways;
    private final Predicate<T> can;
    private final Function<T, List<Operand>> operands;

    private Library(
        String name, int[] ways, Predicate<T> can, Function<T, List<Operand>> operands) {
      this.name = name;
      this.ways = ways;
      this.can = can;
      this.operands = operands;
      open.add(name);
    }

    @Override
    public List<Operand> operands(T asked) {
      return operands.apply(asked);
    }

    @Override
    public Ways ways(T asked) {
      var each =
          IntStream.range(0, can.test(asked) ? ways.length : 0)
              .mapToObj(i -> (Routine) new Way(name + " " + i, ways[i]))
              .iterator();
      return new Ways() {
        @Override
        public Optional<Routine> next() {
          return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {
      open.remove(name);
    }
  }

  private final class Way implements Routine {
    private final String name;
    private final int workspace;

    private Way(String name, int workspace) {
      this.name = name;
      this.workspace = workspace;
      open.add(name);
    }

    @Override
    public long workspace() {
      return Math.abs(workspace);
    }

    @Override
    public void queue(long[] operands, long memory) {
      if (workspace < 0) {
        throw new BackendException("the card cannot");
      }
      driver.queue("run " + name);
    }

    @Override
    public String describe() {
      return name;
    }

    @Override
    public void close() {
      open.remove(name);
    }
  }
}
