package org.fathom4j.compiled.backend;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Window;
import org.fathom4j.compiled.graph.Window.Padding;

/** Convolutions that are large enough for a backend to save products in them. */
public final class FilterCases {

  private FilterCases() {}

  /**
   * A convolution.
   *
   * @param x shape of the images
   * @param outputs channels of the result
   * @param biased whether there is a bias
   */
  public record FilterCase(Window window, Shape x, int outputs, boolean biased) {

    /** Shape of the weights. */
    public Shape weights() {
      return Shape.of(outputs, x.size(1), window.kernelHeight(), window.kernelWidth());
    }

    /** Shape of the result. */
    public Shape y() {
      long height = window.outputHeight(x.size(2));
      return Shape.of(x.size(0), outputs, height, window.outputWidth(x.size(3)));
    }

    /** As an operation to be tried. */
    public OperationCase operation() {
      List<Shape> biases = biased ? List.of(Shape.of(outputs)) : List.of();
      List<Shape> inputs = Stream.concat(Stream.of(x, weights()), biases.stream()).toList();
      return new OperationCase(
          toString(),
          inputs,
          -1,
          (g, in) ->
              new Convolution(window)
                  .of(g, in.get(0), in.get(1), biased ? Optional.of(in.get(2)) : Optional.empty()));
    }
  }

  /** Every number of taps and of rows left over; several chunks of images, the last one smaller. */
  public static Stream<FilterCase> all() {
    return Stream.of(
        tried(5, 5, new Padding(2, 2, 2, 2), Shape.of(32, 32, 8, 9), 24, true),
        tried(5, 5, new Padding(2, 2, 2, 2), Shape.of(32, 19, 11, 8), 13, false),
        tried(5, 3, new Padding(0, 1, 0, 1), Shape.of(64, 32, 11, 8), 32, true),
        tried(3, 3, new Padding(1, 1, 1, 1), Shape.of(32, 72, 11, 12), 56, true),
        tried(3, 5, new Padding(0, 0, 0, 0), Shape.of(32, 48, 10, 11), 48, true),
        tried(2, 5, new Padding(1, 1, 0, 3), Shape.of(32, 80, 8, 8), 80, true),
        tried(4, 4, new Padding(1, 1, 2, 2), Shape.of(48, 40, 8, 8), 40, true),
        tried(6, 6, new Padding(2, 2, 3, 3), Shape.of(32, 32, 9, 8), 32, true),
        tried(5, 5, new Padding(2, 2, 2, 2), Shape.of(9, 48, 12, 12), 32, true),
        tried(3, 3, new Padding(1, 1, 1, 1), Shape.of(130, 48, 8, 12), 48, true));
  }

  private static FilterCase tried(
      int height, int width, Padding padding, Shape x, int outputs, boolean biased) {
    return new FilterCase(new Window(height, width, 1, 1, 1, 1, padding), x, outputs, biased);
  }
}
